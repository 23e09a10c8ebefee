import { expect, test } from "vitest";
import { parseRetryAfterMs, toRetryDelayMs } from "./retry-delay";

const NOW = Date.parse("2026-11-22T10:00:00Z");

test.each([
  ["3", 3_000],
  [" 0 ", 0],
  ["Sun, 22 Nov 2026 10:00:05 GMT", 5_000],
  ["Sun, 22 Nov 2026 09:00:00 GMT", 0],
  ["soon", null],
  ["", null],
  [null, null],
])("reads Retry-After %j", (header, expected) => {
  expect(parseRetryAfterMs(header, NOW)).toBe(expected);
});

test("jitters below a ceiling that doubles, and keeps to the cap", () => {
  const policy = { baseDelayMs: 100, maxDelayMs: 1_000 };
  expect(toRetryDelayMs(1, null, policy, () => 0)).toBe(0);
  expect(toRetryDelayMs(3, null, policy, () => 0.5)).toBe(200);
  expect(toRetryDelayMs(9, null, policy, () => 0.5)).toBe(500);
  expect(toRetryDelayMs(1, 700, policy, () => 0.5)).toBe(750);
  expect(toRetryDelayMs(1, 60_000, policy, () => 0)).toBe(1_000);
});
