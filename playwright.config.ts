import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./e2e/browser";

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/global-setup.ts",
  workers: 2,
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  outputDir: "test-results/e2e",
  projects: [
    { name: "pages", testIgnore: ["faults.spec.ts", "logs.spec.ts"] },
    // It breaks what all tests share, so it waits for the others and runs alone.
    { name: "faults", testMatch: "faults.spec.ts", dependencies: ["pages"], workers: 1 },
    // Reads what all of them left in the logs.
    { name: "logs", testMatch: "logs.spec.ts", dependencies: ["faults"], workers: 1 },
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
