import { KEYS } from "@/lib/coding/attributes";
import type { Harness } from "@/lib/coding/reading";
import { readText } from "@/lib/coding/telemetry";

export const SESSION_EVENT = "tokenroll.session";

/** The log that a hook at a session's start posts: where the session works, no path and no content. */
export const sessionHook: Harness = {
  name: "session-hook",
  recognises: (record) => record.signal === "log" && record.name === SESSION_EVENT,
  read: (record) => {
    const sessionId = readText(record, "session.id");
    const harness = readText(record, "tokenroll.harness");
    if (sessionId === "" || harness === "") return null;
    return {
      kind: "session",
      harness,
      sessionId,
      repository: readText(record, ...KEYS.repository),
      branch: readText(record, ...KEYS.branch),
      commitSha: readText(record, ...KEYS.commit),
    };
  },
};
