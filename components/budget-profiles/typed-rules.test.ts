import { describe, expect, it } from "vitest";
import { findIssues, toRules, toTypedRules } from "./typed-rules";

const empty = toTypedRules(null);

describe("a profile's rules as typed", () => {
  it.each([["abc"], ["1,234"], ["-1"]])("never takes a hard limit of %j for none", (limit) => {
    expect(toRules({ ...empty, limit }, [])).toBeNull();
    expect(findIssues({ ...empty, limit })).toHaveProperty("limit");
  });

  it.each([["abc"], ["80,5"]])("never drops a threshold of %j", (spent) => {
    expect(toRules({ ...empty, spent }, [])).toBeNull();
    expect(findIssues({ ...empty, spent })).toHaveProperty("spent");
  });

  it("has no limit where nothing is typed", () => {
    expect(toRules(empty, ["mail"])).toEqual({
      limit_usd: null,
      soft_limit_usd: null,
      duration: "30d",
      thresholds: [{ basis: "spent", percent: 80 }],
      channel_ids: ["mail"],
    });
  });

  it("reads back the rules that it shows", () => {
    const rules = {
      limit_usd: 1.234,
      soft_limit_usd: 1000.5,
      duration: null,
      thresholds: [
        { basis: "spent" as const, percent: 50 },
        { basis: "spent" as const, percent: 80 },
        { basis: "forecast" as const, percent: 100 },
      ],
      channel_ids: [],
    };
    expect(toRules(toTypedRules(rules), [])).toEqual(rules);
  });
});
