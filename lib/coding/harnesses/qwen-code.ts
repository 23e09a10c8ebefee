import { readCall, toProvider, type Harness } from "@/lib/coding/reading";
import { readText } from "@/lib/coding/telemetry";
import { KEYS } from "@/lib/coding/attributes";
import { readGeminiCall } from "./gemini-cli";

/** Logs `api_response` as its ancestor has them, else the spans of its requests. */
export const qwenCode: Harness = {
  name: "qwen-code",
  recognises: (record) =>
    readText(record, "service.name") === "qwen-code" || record.name.startsWith("qwen-code."),
  read: (record) => {
    const provider = toProvider(readText(record, ...KEYS.provider)) || "alibaba";
    if (record.signal === "log" && record.name === "qwen-code.api_response") {
      return readGeminiCall(record, "qwen-code", provider);
    }
    if (record.signal !== "span" || record.name !== "qwen-code.llm_request") return null;
    return readCall(record, "qwen-code", "inclusive", { provider });
  },
};
