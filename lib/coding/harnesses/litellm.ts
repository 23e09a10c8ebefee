import { readCall, type Harness } from "@/lib/coding/reading";
import { readText } from "@/lib/coding/telemetry";

/** The gateway's own exporter: the request's span alone. What it tells is charged where the gateway's days are read. */
export const litellm: Harness = {
  name: "litellm",
  recognises: (record) =>
    readText(record, "service.name") === "litellm" ||
    readText(record, "gen_ai.framework") === "litellm" ||
    record.scope === "litellm",
  read: (record) => {
    if (record.signal !== "span") return null;
    const isRequest =
      record.name === "litellm_request" || readText(record, "litellm.call_id") !== "";
    if (!isRequest || record.name === "raw_gen_ai_request") return null;
    return readCall(record, "litellm", "inclusive", { isGateway: true });
  },
};
