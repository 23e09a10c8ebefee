import { describe, expect, it } from "vitest";
import { insightQueries, toInsightPath } from "./queries";

describe("an address", () => {
  it("repeats lists and leaves out what is empty", () => {
    expect(toInsightPath("summary", { period: "7d", person: ["1", "me"], q: "", sort: null })).toBe(
      "/api/portal/analytics/summary?period=7d&person=1&person=me",
    );
  });

  it("is the key, so that a late answer to an old filter is not taken for one to a newer", () => {
    const keyOf = (project: string[]) => insightQueries.summary({ period: "7d", project }).queryKey;
    expect(keyOf(["atlas"])).not.toEqual(keyOf(["cedar"]));
    expect(keyOf(["atlas"])).toEqual(keyOf(["atlas"]));
  });
});
