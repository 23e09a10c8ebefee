import { describe, expect, it } from "vitest";
import type { SyncRunRow } from "@/lib/operations/schema";
import { toJobStates } from "./sync-lag";

function toRun(overrides: Partial<SyncRunRow>): SyncRunRow {
  return {
    run_id: "1",
    job: "daily-usage",
    scope: "",
    scope_name: null,
    trigger: "schedule",
    started_at: "2026-11-22T10:00:00.000Z",
    ended_at: "2026-11-22T10:01:00.000Z",
    outcome: "ok",
    rows_read: 0,
    rows_changed: 0,
    rows_rejected: 0,
    pages: 0,
    requests: 0,
    retries: 0,
    progress_done: 0,
    progress_total: 0,
    error: null,
    ...overrides,
  };
}

describe("toJobStates", () => {
  it("takes the newest run as the state and the newest good one as the age", () => {
    const states = toJobStates([
      toRun({ run_id: "3", outcome: "failed", ended_at: "2026-11-22T12:00:00.000Z" }),
      toRun({ run_id: "2", outcome: "partial", ended_at: "2026-11-22T11:00:00.000Z" }),
      toRun({ run_id: "1", ended_at: "2026-11-22T10:00:00.000Z" }),
    ]);
    expect(states).toHaveLength(1);
    expect(states[0]?.latest.run_id).toBe("3");
    expect(states[0]?.lastGoodAt).toBe("2026-11-22T11:00:00.000Z");
  });

  it("knows no age when nothing went well", () => {
    expect(toJobStates([toRun({ outcome: "failed" })])[0]?.lastGoodAt).toBeNull();
  });

  it("leaves runs for one tenant out and orders jobs by name", () => {
    const states = toJobStates([
      toRun({ job: "tenants" }),
      toRun({ job: "messages", scope: "acme" }),
      toRun({ job: "daily-usage" }),
    ]);
    expect(states.map((state) => state.job)).toEqual(["daily-usage", "tenants"]);
  });
});
