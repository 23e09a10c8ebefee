import { describe, expect, it } from "vitest";
import { addRoundedUsd } from "@/lib/micro-usd";
import { prepareAgentTokens, prepareMessageVolume, prepareCostBars } from "./prepare-bars";

function toAgent(index: number) {
  return {
    agent_id: `agent-${index}`,
    agent_name: `Agent ${index}`,
    prompt_tokens: index * 10,
    completion_tokens: index,
    total_tokens: index * 11,
    cost_usd: 0.1,
    llm_call_count: 1,
  };
}

describe("prepareAgentTokens", () => {
  it("keeps twelve bars, the last of them everything else", () => {
    const rows = Array.from({ length: 20 }, (_, index) => toAgent(index));
    const model = prepareAgentTokens(rows);
    expect(model.bars).toHaveLength(12);
    expect(model.bars[0]?.name).toBe("Agent 19");
    expect(model.bars.at(-1)).toMatchObject({ name: "Other (9)", isOther: true, costUsd: 0.9 });
    expect(model.bars.reduce((sum, bar) => sum + bar.totalTokens, 0)).toBe(model.total);
    expect(model.total).toBe(190 * 11);
  });

  it("draws an axis from zero in whole tokens", () => {
    expect(prepareAgentTokens([]).ticks).toEqual([0, 1]);
  });
});

describe("prepareCostBars", () => {
  it("adds up to the exact total with the rest in Other", () => {
    const rows = Array.from({ length: 12 }, (_, index) => ({
      id: `provider-${index}`,
      costUsd: (index + 1) / 10,
      callCount: 2,
    }));
    const model = prepareCostBars(rows);
    expect(model.bars).toHaveLength(8);
    expect(model.bars.at(-1)).toMatchObject({ name: "Other (5)", callCount: 10, costUsd: 1.5 });
    expect(addRoundedUsd(model.bars.map((bar) => bar.costUsd))).toBe(model.total);
    expect(model.total).toBe(7.8);
  });

  it("keeps a provider that costs nothing: free is not missing", () => {
    const model = prepareCostBars([{ id: "ollama", costUsd: 0, callCount: 40 }]);
    expect(model.bars[0]).toMatchObject({ name: "ollama", costUsd: 0 });
  });
});

describe("prepareMessageVolume", () => {
  it("orders channels by messages and colours them by name", () => {
    const model = prepareMessageVolume([
      { channel: "whatsapp", message_count: 3 },
      { channel: "slack", message_count: 9 },
    ]);
    expect(model.bars.map((bar) => [bar.name, bar.color])).toEqual([
      ["slack", "var(--series-slack)"],
      ["whatsapp", "var(--series-whatsapp)"],
    ]);
    expect(model.total).toBe(12);
  });
});
