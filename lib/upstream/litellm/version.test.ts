import { expect, test } from "vitest";
import { findKnownProblem, isAtLeast, isNewerThanKnown } from "./version";

test("compares by number, not by text", () => {
  expect(isAtLeast("1.104.0", "1.93")).toBe(true);
  expect(isAtLeast("v1.81.6", "1.83.10")).toBe(false);
  expect(isAtLeast("1.83.10.post1", "1.83.10")).toBe(true);
  expect(isAtLeast("main", "1.0")).toBe(false);
});

test.each([
  ["1.82.6", null],
  ["1.82.7", true],
  ["1.82.8", true],
  ["1.83.0", null],
  ["1.84.0", false],
  ["1.84.3", false],
  ["1.84.4", null],
  ["1.80.16", false],
  ["1.110.2", null],
])("%s", (version, isSevere) => {
  expect(findKnownProblem(version)?.isSevere ?? null).toBe(isSevere);
});

test("names the long-term line to who is on an old release", () => {
  expect(findKnownProblem("1.80.16")?.todo).toContain("1.108 is its long-term line");
});

test("knows what it has not seen", () => {
  expect([
    isNewerThanKnown("1.110.2"),
    isNewerThanKnown("1.111.0rc1"),
    isNewerThanKnown("x"),
  ]).toEqual([false, true, null]);
});
