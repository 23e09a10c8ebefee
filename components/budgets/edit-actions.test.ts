import { describe, expect, it } from "vitest";
import { EDIT_ACTIONS, findValueIssue, parseAmountText } from "./edit-actions";

const limit = EDIT_ACTIONS.find((action) => action.id === "limit");

describe("a typed amount", () => {
  it.each([
    ["1,250.50", 1250.5],
    ["$ 40", 40],
    [".5", 0.5],
    ["1e15", null],
    ["NaN", null],
    ["ten", null],
    ["", null],
  ])("%j is %s", (text, value) => {
    expect(parseAmountText(text)).toBe(value);
  });

  it.each([["-0.5"], ["-5"], ["99999999999"], ["abc"]])("%j is refused on the field", (text) => {
    if (limit === undefined) throw new Error("no such action");
    expect(findValueIssue(limit, text)).toMatch(/\w/);
    expect(findValueIssue(limit, "40")).toBeNull();
    expect(findValueIssue(limit, "0")).toBeNull();
  });
});
