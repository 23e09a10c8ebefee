import { expect, it } from "vitest";
import { toBudgetStatus, toUsedShare } from "./budget-status";

it.each([
  [0, 100, "ok"],
  [79.99, 100, "ok"],
  [80, 100, "warning"],
  [99.999999, 100, "warning"],
  [100, 100, "exceeded"],
  [250, 100, "exceeded"],
  [0, 0, "exceeded"],
  [5, null, "ok"],
] as const)("%s of %s is %s", (spendUsd, limitUsd, status) => {
  expect(toBudgetStatus(spendUsd, limitUsd)).toBe(status);
});

it.each([
  [15, 10, 1.5],
  [15, null, null],
  [null, 10, null],
  [0, 0, 1],
  [30, 0, 1],
] as const)("%s of %s is a share of %s", (spendUsd, limitUsd, share) => {
  expect(toUsedShare(spendUsd, limitUsd)).toBe(share);
});
