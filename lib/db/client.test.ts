import { expect, test } from "vitest";
import { toSlowQueryLevel } from "./client";

test.each([
  [200, null],
  [201, "debug"],
  // The bulk writes of a first sync: no news to whoever starts the portal for the first time.
  [3_000, "debug"],
  [5_000, "debug"],
  [5_001, "warn"],
])("a query of %i ms is logged as %s", (durationMs, level) => {
  expect(toSlowQueryLevel(durationMs)).toBe(level);
});
