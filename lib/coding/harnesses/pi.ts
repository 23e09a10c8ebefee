import type { Harness } from "@/lib/coding/reading";
import { readText } from "@/lib/coding/telemetry";
import { readLeafCall } from "./gen-ai";

/** Spans of its turns. It sends the conventions' names with the provider's own counts, which have no cache in them. */
export const pi: Harness = {
  name: "pi",
  recognises: (record) =>
    readText(record, "agent.harness.name") === "pi" ||
    readText(record, "service.name") === "pi-token-tracker",
  read: (record) => readLeafCall(record, "pi", "exclusive"),
};
