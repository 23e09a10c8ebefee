import { KEYS } from "@/lib/coding/attributes";
import {
  readBilling,
  readBuckets,
  readCall,
  readPoint,
  toBuckets,
  type Harness,
} from "@/lib/coding/reading";
import { readCount, readText, type TelemetryRecord } from "@/lib/coding/telemetry";

const NAME = "codex";

/** A ChatGPT plan is a seat; with an API key each call is paid. */
function toBilling(record: TelemetryRecord) {
  return /chatgpt/i.test(readText(record, "auth_mode")) ? "subscription" : readBilling(record);
}

const PREFIX = "codex.turn.token_usage";

/** The turn's own counts, and the usual ones where there are none. */
function readTurnBuckets(record: TelemetryRecord) {
  if (readText(record, `${PREFIX}.input_tokens`) === "") return readBuckets(record, "inclusive");
  return toBuckets(
    {
      input: readCount(record, `${PREFIX}.input_tokens`),
      output: readCount(record, `${PREFIX}.output_tokens`),
      cacheRead: readCount(record, `${PREFIX}.cached_input_tokens`),
      cacheWrite: 0,
      reasoning: readCount(record, `${PREFIX}.reasoning_output_tokens`),
    },
    "inclusive",
  );
}

/** The span that carries a turn's usage; under `codex exec` it has another name. */
function isTurn(record: TelemetryRecord): boolean {
  if (record.name === "session_task.turn") return true;
  return record.name === "handle_responses" && readText(record, "service.name") === "codex_exec";
}

/** Logs of completed responses, else the turns' spans, else what a turn is said to have cost. */
export const codex: Harness = {
  name: NAME,
  recognises: (record) =>
    /^codex(?:$|[-_])/.test(readText(record, "service.name")) || record.name.startsWith("codex."),
  read: (record) => {
    const base = { provider: "openai", billing: toBilling(record), reported: null } as const;
    if (record.signal === "metric") {
      if (record.name !== "codex.turn.cost_microusd") return null;
      const usd = (record.point?.value ?? 0) / 1_000_000;
      return readPoint(record, NAME, { reported: { usd, from: record.name }, provider: "openai" });
    }
    if (record.signal === "span") {
      if (!isTurn(record)) return null;
      const identity = ["span", record.traceId, record.spanId];
      const sessionId = readText(record, "thread.id", "conversation.id") || record.traceId;
      return readCall(record, NAME, "inclusive", {
        ...{ ...base, identity, sessionId, tokens: readTurnBuckets(record) },
      });
    }
    const isUsage = record.name === "codex.sse_event" || record.name === "sse_event";
    if (!isUsage || readText(record, "event.kind") !== "response.completed") return null;
    const sessionId = readText(record, "conversation.id");
    if (sessionId === "") return null;
    const model = readText(record, ...KEYS.model, "slug");
    return readCall(record, NAME, "inclusive", { ...base, sessionId, model });
  },
};
