import { describe, expect, it } from "vitest";
import { parseUsd } from "@/lib/money";
import type { ActivityRecord } from "@/lib/upstream/analytics/records";
import { splitByProject } from "./split-activity";

function toRecord(identity: string, usd: number, tokens = 0): ActivityRecord {
  const zero = parseUsd(0);
  return {
    identity,
    assistantUsd: zero,
    workflowUsd: zero,
    datasourceUsd: zero,
    cliUsd: zero,
    totalUsd: parseUsd(usd),
    assistantTokens: 0,
    workflowTokens: 0,
    datasourceTokens: 0,
    totalTokens: tokens,
  };
}

const summarize = (rows: ReturnType<typeof splitByProject>) =>
  rows.map((row) => [row.projectName, row.identity, row.totalUsd.toNumber(), row.totalTokens]);

describe("splitByProject", () => {
  it("puts what no project explains into the nameless one, so that the sum is the whole", () => {
    const rows = splitByProject(
      [toRecord("a", 10, 100), toRecord("b", 4, 40)],
      new Map([
        ["atlas", [toRecord("a", 6, 60), toRecord("b", 4, 40)]],
        ["cedar", [toRecord("a", 3, 30)]],
      ]),
    );
    expect(summarize(rows)).toEqual([
      ["atlas", "a", 6, 60],
      ["atlas", "b", 4, 40],
      ["cedar", "a", 3, 30],
      ["", "a", 1, 10],
    ]);
  });

  it("takes neither noise nor growth between two reads for a rest", () => {
    const rows = splitByProject(
      [toRecord("a", 0.1 + 0.2, 5)],
      new Map([["atlas", [toRecord("a", 0.3, 9)]]]),
    );
    expect(summarize(rows)).toEqual([["atlas", "a", 0.3, 9]]);
  });
});
