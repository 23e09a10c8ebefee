import type { Harness, Reading } from "@/lib/coding/reading";
import type { TelemetryRecord } from "@/lib/coding/telemetry";
import { claudeCode } from "./claude-code";
import { cline } from "./cline";
import { codex } from "./codex";
import { copilot } from "./copilot";
import { cursor } from "./cursor";
import { geminiCli } from "./gemini-cli";
import { genAi } from "./gen-ai";
import { kilo } from "./kilo";
import { litellm } from "./litellm";
import { opencode } from "./opencode";
import { pi } from "./pi";
import { qwenCode } from "./qwen-code";
import { sessionHook } from "./session-hook";

/** The first that recognises a record reads it; the last one recognises everything. */
const HARNESSES: readonly Harness[] = [
  ...[sessionHook, claudeCode, codex, geminiCli, qwenCode, copilot, cursor],
  ...[opencode, cline, kilo, pi, litellm, genAi],
];

/** What of a record counts; null for everything that is no call and no work. */
export function readRecord(record: TelemetryRecord): Reading | null {
  return HARNESSES.find((harness) => harness.recognises(record))?.read(record) ?? null;
}
