import { readBilling, readCall, toBuckets, type Harness } from "@/lib/coding/reading";
import { readCount, readText } from "@/lib/coding/telemetry";

const REQUEST = "cursor.api.request";

/** Logs, which come again for days and may be corrected; its metrics come at most once and are not counted. */
export const cursor: Harness = {
  name: "cursor",
  recognises: (record) =>
    readText(record, "service.name") === "cursor" || record.scope === "cursor.telemetry",
  read: (record) => {
    const isCall = record.name === REQUEST || record.name === "cursor.api.correction";
    if (record.signal !== "log" || !isCall) return null;
    const event = readText(record, "cursor.usage_event.id", "cursor.event.id");
    const isIncluded = readText(record, "cursor.api.billable") === "false";
    const tokens = toBuckets(
      {
        input: readCount(record, `${REQUEST}.input_tokens`),
        output: readCount(record, `${REQUEST}.output_tokens`),
        cacheRead: readCount(record, `${REQUEST}.cache_read_tokens`),
        cacheWrite: readCount(record, `${REQUEST}.cache_creation_tokens`),
        reasoning: 0,
      },
      "exclusive",
    );
    return readCall(record, "cursor", "exclusive", {
      ...(event === "" ? {} : { identity: ["event", event], requestId: event }),
      isAmendable: true,
      model: readText(record, "cursor.model.name"),
      billing: isIncluded ? "subscription" : readBilling(record),
      tokens,
    });
  },
};
