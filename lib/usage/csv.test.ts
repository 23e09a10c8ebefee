import { describe, expect, it } from "vitest";
import { toCsv } from "@/lib/http/csv";
import { toDailyCsv, toMessageCsv, toProviderCsv, toSummaryCsv } from "./csv";

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
    const text = toCsv(head, toSummaryCsv([agent], head.snapshot));
    expect(text).toContain("# UTC days,2026-11-01 to 2026-11-02");
    expect(text).toContain("# Filters,agent a1");
    expect(text).toContain("# As of,2026-11-02T10:00:00.000Z");
    expect(text).toContain("# State,stale: LiteLLM is down");
  });

  it.each(["=", "+", "-", "@", "\t"])("defuses a name that starts with %j", (sign) => {
    const named = { ...agent, agent_name: `${sign}1+1` };
    expect(toCsv(head, toSummaryCsv([named], head.snapshot))).toContain(`'${sign}1+1`);
  });

  it("ends with the exact total of its rows", () => {
    const rows = [agent, { ...agent, agent_id: "a2", cost_usd: 0.2 }];
    expect(toCsv(head, toSummaryCsv(rows, head.snapshot)).trimEnd().split("\r\n").at(-1)).toBe(
      "Total,,20,10,30,0.3,4",
    );
  });

  it("names the days that were not read instead of leaving them out", () => {
    const text = toCsv(head, toDailyCsv({ rows: [], missing_days: ["2026-11-02"] }, head.snapshot));
    expect(text).toContain("2026-11-02,,not read,,,");
  });

  it("leaves the total's figures empty where nothing was read", () => {
    const unread = { ...head, snapshot: { ...head.snapshot, state: "empty" as const } };
    for (const table of [
      toSummaryCsv([], unread.snapshot),
      toDailyCsv({ rows: [], missing_days: [] }, unread.snapshot),
      toMessageCsv([], unread.snapshot),
      toProviderCsv([], unread.snapshot),
    ]) {
      expect(toCsv(unread, table).trimEnd().split("\r\n").at(-1)).toMatch(/^Total,+$/);
    }
  });
});
