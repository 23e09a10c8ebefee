import { describe, expect, it } from "vitest";
import { Decimal } from "@/lib/money";
import { diffPrices } from "./diff-prices";

function toPrice(model: string, input: string | null, output: string | null = "0.00001") {
  return {
    modelGroup: model,
    model,
    provider: "openai",
    mode: "chat",
    inputUsdPerToken: input === null ? null : new Decimal(input),
    outputUsdPerToken: output === null ? null : new Decimal(output),
  };
}

describe("diffPrices", () => {
  it("finds new and changed prices, not the same one written otherwise", () => {
    const stored = [toPrice("a", "0.000002"), toPrice("b", "0.000002"), toPrice("c", null)];
    const read = [
      toPrice("a", "2e-6"),
      toPrice("b", "3e-6"),
      toPrice("c", null),
      toPrice("d", "1e-6"),
    ];
    expect(diffPrices(stored, read).map((price) => price.model)).toEqual(["b", "d"]);
  });

  it("knows no price from a price of zero", () => {
    expect(diffPrices([toPrice("a", null)], [toPrice("a", "0")])).toHaveLength(1);
    expect(diffPrices([toPrice("a", "0")], [toPrice("a", null)])).toHaveLength(1);
  });

  it("takes the first of several deployments", () => {
    const changed = diffPrices([], [toPrice("a", "1e-6"), toPrice("a", "2e-6")]);
    expect(changed.map((price) => price.inputUsdPerToken?.toNumber())).toEqual([1e-6]);
  });
});
