import { describe, expect, it } from "vitest";
import { toCsv } from "@/lib/http/csv";
import { toDailyCsv, toSummaryCsv } from "./csv";

const head = {
  title: "Tokens and cost per agent",
  subject: "Acme",
  range: { start_date: "2026-11-01", end_date: "2026-11-02" },
  filters: ["agent a1"],
  snapshot: {
    asOf: new Date("2026-11-02T10:00:00Z"),
    state: "stale" as const,
    version: "1",
    reason: "LiteLLM is down",
    cause: null,
  },
};
const agent = {
  agent_id: "a1",
  agent_name: '=HYPERLINK("http://evil")',
  prompt_tokens: 10,
  completion_tokens: 5,
  total_tokens: 15,
  cost_usd: 0.1,
  llm_call_count: 2,
};

describe("toCsv", () => {
  it("says what it is, how it was filtered and how old it is", () => {
    const text = toCsv(head, toSummaryCsv([agent]));
    expect(text).toContain("# UTC days,2026-11-01 to 2026-11-02");
    expect(text).toContain("# Filters,agent a1");
    expect(text).toContain("# As of,2026-11-02T10:00:00.000Z");
    expect(text).toContain("# State,stale: LiteLLM is down");
  });

  it.each(["=", "+", "-", "@", "\t"])("defuses a name that starts with %j", (sign) => {
    const named = { ...agent, agent_name: `${sign}1+1` };
    expect(toCsv(head, toSummaryCsv([named]))).toContain(`'${sign}1+1`);
  });

  it("ends with the exact total of its rows", () => {
    const rows = [agent, { ...agent, agent_id: "a2", cost_usd: 0.2 }];
    expect(toCsv(head, toSummaryCsv(rows)).trimEnd().split("\r\n").at(-1)).toBe(
      "Total,,20,10,30,0.3,4",
    );
  });

  it("names the days that were not read instead of leaving them out", () => {
    const text = toCsv(head, toDailyCsv({ rows: [], missing_days: ["2026-11-02"] }));
    expect(text).toContain("2026-11-02,,not read,,,");
  });
});
