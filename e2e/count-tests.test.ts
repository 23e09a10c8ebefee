import { expect, it } from "vitest";
import { formatCounts, parsePlaywrightReport, parseVitestReport, readCounts } from "./count-tests";

it("adds up all suites in one line", () => {
  const unit = parseVitestReport({
    numPassedTests: 40,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
  });
  const e2e = parsePlaywrightReport({
    stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 0 },
  });
  expect(formatCounts([unit, e2e])).toBe("48 passed, 2 failed, 2 skipped");
  expect(formatCounts([{ passed: 3, failed: 0, skipped: 0 }])).toBe("3 passed, 0 failed");
});

it("counts a suite that wrote no report as failed", async () => {
  expect(await readCounts("/nonexistent.json", parseVitestReport, 0)).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});
