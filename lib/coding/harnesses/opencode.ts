import { KEYS } from "@/lib/coding/attributes";
import { readCall, readCost, toBuckets, type Harness } from "@/lib/coding/reading";
import { readCount, readNumber, readText } from "@/lib/coding/telemetry";

/** The step's end is where tokens and money are told; every other event repeats or says neither. */
export const opencode: Harness = {
  name: "opencode",
  recognises: (record) =>
    readText(record, "service.name") === "opencode" || record.scope.startsWith("com.opencode"),
  read: (record) => {
    if (record.signal === "metric" || !/step[_-]finish$/.test(record.name)) return null;
    const usd = readNumber(record, "cost");
    const tokens = toBuckets(
      {
        input: readCount(record, "tokens.input", ...KEYS.input),
        output: readCount(record, "tokens.output", ...KEYS.output),
        cacheRead: readCount(record, "tokens.cache.read", ...KEYS.cacheRead),
        cacheWrite: readCount(record, "tokens.cache.write", ...KEYS.cacheWrite),
        reasoning: readCount(record, "tokens.reasoning", ...KEYS.reasoning),
      },
      "unknown",
    );
    const reported = usd === null ? readCost(record) : { usd, from: "cost" };
    return readCall(record, "opencode", "unknown", { tokens, reported });
  },
};
