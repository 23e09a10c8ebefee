import { expect, it } from "vitest";
import { sessionHook } from "./session-hook";

it("reads where a session works", () => {
  const record = {
    ...({ signal: "log", name: "tokenroll.session", scope: "", traceId: "", spanId: "" } as const),
    ...{ sentAtMs: null, sentAtNano: "0", isFailed: false, point: null },
    attributes: new Map([
      ["session.id", "s"],
      ["tokenroll.harness", "codex"],
      ["vcs.ref.head.name", "main"],
    ]),
  };
  expect(sessionHook.recognises(record)).toBe(true);
  expect(sessionHook.read(record)).toMatchObject({
    ...{ kind: "session", harness: "codex", sessionId: "s", branch: "main" },
  });
});
