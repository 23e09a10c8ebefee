import { expect, it } from "vitest";
import { JOBS } from "./jobs";

it("has no name twice, and every job after the one that it follows", () => {
  expect(new Set(JOBS.map((job) => job.name)).size).toBe(JOBS.length);
  for (const [index, { follows }] of JOBS.entries()) {
    if (follows) expect(JOBS.slice(0, index)).toContain(follows);
  }
});

it("starts what runs by tenant from a list of tenants, never on its own", () => {
  for (const { scope, everyMinutes, follows, listDueScopes } of JOBS) {
    if (scope === "all") continue;
    expect(everyMinutes).toBeUndefined();
    if (follows) expect(listDueScopes).toBeDefined();
  }
});
