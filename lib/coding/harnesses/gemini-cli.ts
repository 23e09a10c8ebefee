import {
  NO_TOKENS,
  readBuckets,
  readCall,
  readPoint,
  type CallReading,
  type Harness,
  type TokenBuckets,
} from "@/lib/coding/reading";
import { readText, type TelemetryRecord } from "@/lib/coding/telemetry";

/** Cached tokens are told as input too, so a point of theirs takes them out there; thoughts are beside the output. */
const POINT_BUCKETS: Record<string, (value: number) => Partial<TokenBuckets>> = {
  input: (value) => ({ uncachedInput: value }),
  output: (value) => ({ output: value }),
  thought: (value) => ({ output: value, reasoning: value }),
  cache: (value) => ({ uncachedInput: -value, cacheRead: value }),
};

export function readGeminiPoint(record: TelemetryRecord, harness: string): CallReading | null {
  const toAmounts = POINT_BUCKETS[readText(record, "type")];
  if (toAmounts === undefined) return null;
  const tokens = { ...NO_TOKENS, ...toAmounts(Math.round(record.point?.value ?? 0)) };
  return readPoint(record, harness, { tokens, provider: "gcp.gemini" });
}

/** Thoughts are billed as output and told apart from it. */
export function readGeminiCall(record: TelemetryRecord, harness: string, provider: string) {
  const tokens = readBuckets(record, "inclusive");
  return readCall(record, harness, "inclusive", {
    ...{ provider, tokens: { ...tokens, output: tokens.output + tokens.reasoning } },
  });
}

/** Logs `api_response`, else the spans of the conventions, else the counter of tokens. It never tells a cost. */
export const geminiCli: Harness = {
  name: "gemini-cli",
  recognises: (record) =>
    readText(record, "service.name") === "gemini-cli" || record.name.startsWith("gemini_cli."),
  read: (record) => {
    if (record.signal === "metric") {
      return record.name === "gemini_cli.token.usage"
        ? readGeminiPoint(record, "gemini-cli")
        : null;
    }
    if (record.signal === "span") {
      const isCall = readText(record, "gen_ai.operation.name") === "generate_content";
      return isCall
        ? readCall(record, "gemini-cli", "inclusive", { provider: "gcp.gemini" })
        : null;
    }
    if (record.name !== "gemini_cli.api_response") return null;
    return readGeminiCall(record, "gemini-cli", "gcp.gemini");
  },
};
