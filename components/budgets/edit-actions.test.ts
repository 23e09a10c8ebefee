import { describe, expect, it } from "vitest";
import { EDIT_ACTIONS, findValueIssue, toTypedEdit } from "./edit-actions";

function findAction(id: string) {
  const action = EDIT_ACTIONS.find((one) => one.id === id);
  if (action === undefined) throw new Error("no such action");
  return action;
}

describe("a typed amount", () => {
  const limit = findAction("limit");

  it.each([["-0.5"], ["-5"], ["99999999999"], ["abc"], ["1,234"]])(
    "%j is refused on the field",
    (text) => {
      expect(findValueIssue(limit, text)).toMatch(/\w/);
    },
  );

  it.each([
    ["40", 40],
    ["0", 0],
    ["1,5", 1.5],
    ["1.000,50", 1000.5],
  ])("%j is a limit of %s", (text, limitUsd) => {
    expect(findValueIssue(limit, text)).toBeNull();
    expect(toTypedEdit(limit, text)).toEqual({ limit_usd: limitUsd });
  });

  it("may be below zero only as a percentage", () => {
    expect(toTypedEdit(findAction("percent"), "-12,5 %")).toEqual({ limit_percent: -12.5 });
    expect(findValueIssue(findAction("percent"), "-12,5 %")).toBeNull();
    expect(findValueIssue(findAction("soft"), "0")).toMatch(/above zero/);
  });
});
