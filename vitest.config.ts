import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

function fromRoot(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

export default defineConfig({
  resolve: {
    alias: [
      { find: /^server-only$/, replacement: fromRoot("lib/testing/empty.ts") },
      { find: /^@\//, replacement: fromRoot("./") },
    ],
  },
  test: {
    environment: "node",
    include: ["{lib,components,app,docs}/**/*.test.{ts,tsx}", "e2e/**/*.test.{ts,tsx}"],
    globalSetup: "lib/testing/global-setup.ts",
    setupFiles: "lib/testing/setup.ts",
    pool: "forks",
    maxWorkers: 2,
    // What a busy machine needs; a test that passes does not wait for either.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    restoreMocks: true,
    // Tests set what they need; the machine's own settings must not reach them.
    env: {
      NODE_ENV: "test",
      TZ: "UTC",
      LOG_LEVEL: "silent",
      DATABASE_URL: "",
      AUTH_SECRET: "secret-of-the-unit-tests-0123456789",
      LITELLM_URL: "http://127.0.0.1:9",
      LITELLM_MASTER_KEY: "sk-test-key-of-the-unit-tests",
    },
  },
});
