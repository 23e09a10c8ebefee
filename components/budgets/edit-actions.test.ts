import { describe, expect, it } from "vitest";
import { findValueIssue, toTypedEdit } from "./edit-actions";

describe("a typed amount", () => {
  it.each([["-0.5"], ["-5"], ["99999999999"], ["abc"], ["1,234"]])(
    "%j is refused on the field",
    (text) => {
      expect(findValueIssue("limit", text)).toMatch(/\w/);
    },
  );

  it.each([
    ["40", 40],
    ["0", 0],
    ["1,5", 1.5],
    ["1.000,50", 1000.5],
  ])("%j is a limit of %s", (text, limitUsd) => {
    expect(findValueIssue("limit", text)).toBeNull();
    expect(toTypedEdit("limit", text)).toEqual({ limit_usd: limitUsd });
  });

  it("may be below zero only as a percentage", () => {
    expect(toTypedEdit("percent", "-12,5 %")).toEqual({ limit_percent: -12.5 });
    expect(findValueIssue("percent", "-12,5 %")).toBeNull();
    expect(findValueIssue("soft", "0")).toMatch(/above zero/);
  });
});
