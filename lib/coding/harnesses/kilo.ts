import type { Harness } from "@/lib/coding/reading";
import { readText } from "@/lib/coding/telemetry";
import { readLeafCall } from "./gen-ai";

/** Spans of the conventions. */
export const kilo: Harness = {
  name: "kilo",
  recognises: (record) => /^kilo(?:-?code)?$/.test(readText(record, "service.name")),
  read: (record) => readLeafCall(record, "kilo", "inclusive"),
};
