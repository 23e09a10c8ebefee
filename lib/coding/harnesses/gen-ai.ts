import { KEYS } from "@/lib/coding/attributes";
import { readCall, type CallReading, type Harness, type InputRule } from "@/lib/coding/reading";
import { readText, type TelemetryRecord } from "@/lib/coding/telemetry";

const LEAVES = new Set(["chat", "generate_content", "text_completion", "embeddings", "completion"]);

/** A call of a model itself. An agent's, a chain's or a workflow's span has the sum of those below it. */
export function isLeafCall(record: TelemetryRecord): boolean {
  if (record.signal !== "span") return false;
  const kind = readText(record, "openinference.span.kind");
  if (kind !== "") return kind.toUpperCase() === "LLM" || kind.toUpperCase() === "EMBEDDING";
  const operation = readText(record, "gen_ai.operation.name", "llm.request.type");
  if (operation !== "") return LEAVES.has(operation);
  return /^ai\.\w+\.do(?:Generate|Stream|Embed)$/.test(record.name);
}

/** A call by the GenAI conventions, however old their names. */
export function readLeafCall(
  record: TelemetryRecord,
  harness: string,
  rule: InputRule,
  changes: Partial<CallReading> = {},
): CallReading | null {
  if (!isLeafCall(record)) return null;
  const hasUsage = [...KEYS.input, ...KEYS.output, ...KEYS.costUsd].some((key) =>
    record.attributes.has(key),
  );
  return hasUsage ? readCall(record, harness, rule, changes) : null;
}

/** Who names itself by `agent.harness.name` is called that, everybody else by the name of its service. */
function toName(record: TelemetryRecord): string {
  const name = readText(record, "agent.harness.name", "service.name").toLowerCase();
  return /^[a-z0-9][a-z0-9._-]{0,39}$/.test(name) && name !== "unknown_service" ? name : "gen-ai";
}

/** Everybody else: spans of the conventions. Their metrics name no session and repeat the spans. */
export const genAi: Harness = {
  name: "gen-ai",
  recognises: () => true,
  read: (record) => readLeafCall(record, toName(record), "inclusive"),
};
