import { describe, expect, it } from "vitest";
import { resolveRange } from "@/components/filters/resolve-range";
import { findShortcut, SHORTCUTS } from "./shortcuts";

const today = "2026-11-22";
const range = resolveRange({ range: "7d", from: null, to: null }, today);

describe("findShortcut", () => {
  it.each([
    ["d", { range: "30d", from: null, to: null }],
    ["W", { range: "7d", from: null, to: null }],
    ["m", { range: "month", from: null, to: null }],
    ["q", { range: "3m", from: null, to: null }],
    ["y", { range: null, from: "2026-01-01", to: today }],
    ["ArrowLeft", { range: null, from: "2026-11-09", to: "2026-11-15" }],
    ["ArrowRight", { range: "7d", from: null, to: null }],
  ])("%s sets the range", (key, expected) => {
    expect(findShortcut(key, range, today)).toEqual({ kind: "range", range: expected });
  });

  it("means nothing by other keys", () => {
    for (const key of ["a", "Tab", "Enter", "ArrowUp", "constructor", " "]) {
      expect(findShortcut(key, range, today)).toBeNull();
    }
  });

  it("has every listed single key", () => {
    const arrows: Record<string, string> = { "←": "ArrowLeft", "→": "ArrowRight" };
    const listed = SHORTCUTS.filter(({ keys }) => !keys.includes("Ctrl")).flatMap(
      ({ keys }) => keys,
    );
    for (const key of listed) {
      expect(findShortcut(arrows[key] ?? key, range, today), key).not.toBeNull();
    }
  });
});
