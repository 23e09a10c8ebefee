import { readFile } from "node:fs/promises";
import { z } from "zod";

export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

const vitestReportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

const playwrightReportSchema = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** A suite that ended badly without naming a failed test counts as one failure: it must not look green. */
export function withExitCode(counts: TestCounts, exitCode: number): TestCounts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export function parseVitestReport(report: unknown): TestCounts {
  const parsed = vitestReportSchema.parse(report);
  return {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  };
}

export function parsePlaywrightReport(report: unknown): TestCounts {
  const { stats } = playwrightReportSchema.parse(report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  };
}

/** The counts of a suite's report; nothing passed when it wrote none. */
export async function readCounts(
  file: string,
  parse: (report: unknown) => TestCounts,
  exitCode: number,
): Promise<TestCounts> {
  const text = await readFile(file, "utf8").catch(() => null);
  const counts = text === null ? { passed: 0, failed: 1, skipped: 0 } : parse(JSON.parse(text));
  return withExitCode(counts, exitCode);
}

/** The line a run ends with: `12 passed, 0 failed`. */
export function formatCounts(suites: readonly TestCounts[]): string {
  const sum = (key: keyof TestCounts) => suites.reduce((total, suite) => total + suite[key], 0);
  const skipped = sum("skipped");
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
