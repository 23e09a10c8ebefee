import {
  NO_TOKENS,
  readActivity,
  readBilling,
  readCall,
  readPoint,
  type ActivityKind,
  type Harness,
  type Reading,
  type TokenBuckets,
} from "@/lib/coding/reading";
import { readText, type TelemetryRecord } from "@/lib/coding/telemetry";

const NAME = "claude-code";

const BUCKETS: Record<string, keyof TokenBuckets> = {
  input: "uncachedInput",
  output: "output",
  cacheRead: "cacheRead",
  cacheCreation: "cacheWrite",
};

const ACTIVITIES: Record<string, ActivityKind> = {
  "claude_code.commit.count": "commits",
  "claude_code.pull_request.count": "pull_requests",
  "claude_code.active_time.total": "active_seconds",
};

function readMetric(record: TelemetryRecord): Reading | null {
  const value = record.point?.value ?? 0;
  const type = readText(record, "type");
  if (record.name === "claude_code.cost.usage") {
    const reported = { usd: value, from: record.name };
    return readPoint(record, NAME, { reported, provider: "anthropic" });
  }
  if (record.name === "claude_code.token.usage") {
    const bucket = BUCKETS[type];
    if (bucket === undefined) return null;
    const tokens = { ...NO_TOKENS, [bucket]: Math.round(value) };
    // Their cost is in points of its own.
    const billing = readBilling(record) ?? "metered";
    return readPoint(record, NAME, { tokens, billing, provider: "anthropic" });
  }
  if (record.name === "claude_code.lines_of_code.count") {
    return readActivity(record, NAME, type === "removed" ? "lines_removed" : "lines_added");
  }
  const activity = ACTIVITIES[record.name];
  return activity === undefined ? null : readActivity(record, NAME, activity);
}

/** Logs `api_request`, else the beta's spans, else metrics. Its four counts of tokens do not overlap. */
export const claudeCode: Harness = {
  name: NAME,
  recognises: (record) =>
    /^claude-(?:code|cowork)/.test(readText(record, "service.name")) ||
    record.scope.startsWith("com.anthropic.claude_code"),
  read: (record) => {
    if (record.signal === "metric") return readMetric(record);
    const isCall = /^(?:claude_code\.)?api_request$/.test(record.name);
    if (record.signal === "log" && !isCall) return null;
    if (record.signal === "span" && record.name !== "claude_code.llm_request") return null;
    return readCall(record, NAME, "exclusive", { provider: "anthropic" });
  },
};
