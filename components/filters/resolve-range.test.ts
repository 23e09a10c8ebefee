import { describe, expect, it } from "vitest";
import { resolveRange } from "./resolve-range";

const today = "2026-11-22";
const none = { range: null, from: null, to: null };

describe("resolveRange", () => {
  it.each([
    ["7d", "2026-11-16"],
    ["30d", "2026-10-24"],
    ["month", "2026-11-01"],
    ["3m", "2026-08-23"],
  ] as const)("%s starts on %s and ends today", (range, startDate) => {
    expect(resolveRange({ ...none, range }, today)).toMatchObject({
      startDate,
      endDate: today,
      preset: range,
    });
  });

  it("is the last 30 days where the URL says nothing", () => {
    expect(resolveRange(none, today).preset).toBe("30d");
  });

  it("counts three months back from a month that is longer", () => {
    expect(resolveRange({ ...none, range: "3m" }, "2026-05-31").startDate).toBe("2026-03-01");
  });

  it("takes a custom range and falls back when it cannot be asked for", () => {
    const custom = { range: null, from: "2026-01-05", to: "2026-02-03" };
    expect(resolveRange(custom, today)).toMatchObject({
      startDate: "2026-01-05",
      endDate: "2026-02-03",
      preset: null,
    });
    expect(resolveRange({ ...custom, to: "2026-01-04" }, today).preset).toBe("30d");
    expect(resolveRange({ ...custom, from: "2026-13-01" }, today).preset).toBe("30d");
    expect(resolveRange({ ...custom, to: null }, today).preset).toBe("30d");
  });

  it.each([
    ["2026-02-03", "2026-01-05", /before the first/, "2026-01-05", "2026-02-03"],
    ["2026-11-20", "2026-12-24", /in the future/, "2026-11-20", today],
    ["2026-12-01", "2026-12-24", /in the future/, today, today],
    ["2024-01-01", "2026-11-01", /at most 400 days/, "2025-09-28", "2026-11-01"],
    ["2026-11-01", null, /last day/, "2026-11-01", today],
    [null, "2026-11-01", /first day/, "2026-10-03", "2026-11-01"],
    ["abc", "def", /first day/, "2026-10-24", today],
  ])("says what is wrong with %s to %s and what is near", (from, to, says, first, last) => {
    const { problem, preset } = resolveRange({ range: null, from, to }, today);
    expect(preset).toBe("30d");
    expect(problem?.says).toMatch(says);
    expect(problem?.nearest).toEqual({ from: first, to: last });
    expect(resolveRange({ range: null, from: first, to: last }, today).problem).toBeNull();
  });

  it("finds nothing wrong where no days are asked for", () => {
    expect(resolveRange(none, today).problem).toBeNull();
    expect(resolveRange({ ...none, range: "7d" }, today).problem).toBeNull();
  });
});
