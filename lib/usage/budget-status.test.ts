import { expect, it } from "vitest";
import { toBudgetStatus } from "./budget-status";

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
