import { describe, expect, it } from "vitest";
import { DIMENSION_WEIGHTS as UPSTREAM_WEIGHTS } from "@/lib/upstream/analytics/score";
import { DIMENSION_WEIGHTS, findNextTier, listAdvice } from "./dimensions";

describe("listAdvice", () => {
  it("names what a full mark would add most to", () => {
    const advice = listAdvice([
      { id: "d5", score: 63.8, components: [{ label: "CLI sessions", weight: 0.18, score: 88 }] },
      { id: "d2", score: 17.5, components: null },
      { id: "d3", score: 0, components: null },
    ]);
    expect(advice).toEqual([
      { dimension: "d2", label: "Core platform creation", points: 16.5 },
      { dimension: "d3", label: "Workflow usage", points: 10 },
      { dimension: "d5", label: "CLI sessions", points: 0.6 },
    ]);
  });

  it("has nothing to say about full marks", () => {
    expect(listAdvice([{ id: "d1", score: 100, components: null }])).toEqual([]);
  });
});

describe("findNextTier", () => {
  it("says what is missing to the tier above", () => {
    expect(findNextTier(35.5)).toEqual({ tier: "advanced", missing: 9.5 });
    expect(findNextTier(25)).toEqual({ tier: "advanced", missing: 20 });
    expect(findNextTier(3)).toEqual({ tier: "practitioner", missing: 22 });
    expect(findNextTier(80)).toBeNull();
  });
});

it("weighs dimensions as the scores are made", () => {
  expect(DIMENSION_WEIGHTS).toEqual(UPSTREAM_WEIGHTS);
});
