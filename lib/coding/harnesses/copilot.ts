import { readCall, readSession, type Harness } from "@/lib/coding/reading";
import { readNumber, readText } from "@/lib/coding/telemetry";

const NANO = 1_000_000_000;

/** Spans `chat` alone: the agent's span has their sum, logs and metrics repeat them. It tells credits, no money. */
export const copilot: Harness = {
  name: "copilot",
  recognises: (record) =>
    /^(?:copilot-chat|github-copilot)$/.test(readText(record, "service.name")) ||
    record.scope === "github.copilot",
  read: (record) => {
    if (record.signal !== "span") return null;
    if (readText(record, "gen_ai.operation.name") !== "chat") return null;
    const nano = readNumber(record, "github.copilot.nano_aiu");
    return readCall(record, "copilot", "inclusive", {
      sessionId: readSession(record, "gen_ai.conversation.id", "copilot_chat.session_id"),
      provider: "github",
      reported: null,
      credits: nano === null ? null : nano / NANO,
      billing: "credits",
    });
  },
};
