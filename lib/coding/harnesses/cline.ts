import { KEYS } from "@/lib/coding/attributes";
import {
  NO_TOKENS,
  readBilling,
  readCall,
  readCost,
  readPoint,
  readSession,
  toBuckets,
  toProvider,
  type Harness,
} from "@/lib/coding/reading";
import { readCount, readNumber, readText } from "@/lib/coding/telemetry";

/** Logs `task.tokens`, whose name is in the body, else its three counters. */
export const cline: Harness = {
  name: "cline",
  recognises: (record) =>
    readText(record, "service.name").startsWith("cline") || record.name.startsWith("cline."),
  read: (record) => {
    if (record.signal === "metric") {
      const value = record.point?.value ?? 0;
      if (record.name === "cline.cost.total") {
        return readPoint(record, "cline", { reported: { usd: value, from: record.name } });
      }
      const bucket = /^cline\.tokens\.(input|output)\.total$/.exec(record.name)?.[1];
      if (bucket === undefined) return null;
      const part = bucket === "input" ? "uncachedInput" : "output";
      const tokens = { ...NO_TOKENS, [part]: Math.round(value) };
      return readPoint(record, "cline", { tokens, billing: readBilling(record) ?? "metered" });
    }
    if (record.signal !== "log" || record.name !== "task.tokens") return null;
    const usd = readNumber(record, "totalCost");
    const tokens = toBuckets(
      {
        input: readCount(record, "tokensIn", ...KEYS.input),
        output: readCount(record, "tokensOut", ...KEYS.output),
        cacheRead: readCount(record, "cacheReadTokens", ...KEYS.cacheRead),
        cacheWrite: readCount(record, "cacheWriteTokens", ...KEYS.cacheWrite),
        reasoning: 0,
      },
      "unknown",
    );
    return readCall(record, "cline", "unknown", {
      sessionId: readSession(record, "ulid", "taskId"),
      model: readText(record, ...KEYS.model, "modelId"),
      provider: toProvider(readText(record, ...KEYS.provider, "apiProvider")),
      reported: usd === null ? readCost(record) : { usd, from: "totalCost" },
      tokens,
    });
  },
};
