import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./e2e/browser";

const isRoot = process.getuid?.() === 0;

/** The first breaks what all tests share; the second reads what all of them left in the logs. */
const ALONE = ["faults.spec.ts", "logs.spec.ts"];

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/global-setup.ts",
  workers: 2,
  retries: 0,
  // What a busy machine needs; a test that passes does not wait for either.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  outputDir: "test-results/e2e",
  projects: [
    { name: "pages", testIgnore: ALONE, teardown: "alone" },
    // A teardown comes after the others whatever became of them; a dependency would hide it behind a failure.
    { name: "alone", testMatch: ALONE, workers: 1 },
  ],
  use: {
    ...devices["Desktop Chrome"],
    trace: "on-first-retry",
    locale: "en-US",
    timezoneId: "UTC",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        ...(isRoot ? ["--no-sandbox"] : []),
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
