import { describe, expect, it } from "vitest";
import { toPace, toPersonSpending, type AccountRow } from "./account-figures";
import { toLimitWords, toSpendingLine, toUsedWords } from "./words";

const NOW = new Date("2026-11-22T12:00:00Z");
const READ = new Date("2026-11-22T11:55:00Z");
const RESET = new Date("2026-12-02T12:00:00Z");

function row(kind: AccountRow["kind"], change: Partial<AccountRow> = {}): AccountRow {
  return {
    person_id: "nina@example.com",
    kind,
    customer_id: `nina@example.com ${kind}`,
    state: "ok",
    spend_usd: "10",
    max_budget_usd: "100",
    soft_budget_usd: null,
    duration: "30d",
    reset_at: RESET,
    is_blocked: false,
    as_of: READ,
    error: null,
    ...change,
  };
}

describe("a person's spending", () => {
  it("adds the three accounts and tells the true percentage over the limit", () => {
    const spending = toPersonSpending(
      "nina@example.com",
      [
        row("web", { spend_usd: "151.92", max_budget_usd: "150" }),
        row("cli", { spend_usd: "0.000001" }),
      ],
      READ,
      NOW,
    );
    expect(spending.total).toMatchObject({
      spend_usd: 151.920001,
      limit_usd: 250,
      is_partial: false,
    });
    expect(spending.accounts[0]?.used_share).toBeCloseTo(1.0128, 4);
    expect(spending.accounts[2]).toMatchObject({ state: "absent", spend_usd: 0, limit_usd: null });
  });

  it("never shows an outage as nothing spent", () => {
    const failed = row("cli", { state: "failed", spend_usd: "7", error: "LiteLLM is down" });
    const spending = toPersonSpending("nina@example.com", [row("web"), failed], READ, NOW);
    expect(spending.total).toMatchObject({ spend_usd: 17, is_partial: true });
    const never = { ...failed, spend_usd: null, as_of: null };
    expect(toPersonSpending("x", [never], READ, NOW).accounts[1]).toMatchObject({
      state: "failed",
      spend_usd: null,
    });
  });

  it("tells no budget, nobody known and not read apart", () => {
    const unlimited = row("web", { max_budget_usd: null, duration: null, reset_at: null });
    expect(toPersonSpending("x", [unlimited], READ, NOW).budget).toBe("no_budget");
    expect(toPersonSpending("x", [], READ, NOW).budget).toBe("unknown");
    expect(toPersonSpending("x", [], null, NOW).budget).toBe("unread");
    expect(toPersonSpending("x", [row("web")], null, NOW).budget).toBe("set");
  });

  it("takes customers of the same person in other letters as one account", () => {
    const rows = [
      row("web"),
      row("web", { customer_id: "Nina@Example.com", max_budget_usd: null }),
    ];
    const spending = toPersonSpending("nina@example.com", rows, READ, NOW);
    expect(spending.accounts[0]).toMatchObject({ spend_usd: 20, limit_usd: 100 });
  });
});

describe("pace", () => {
  const period = { resetAt: RESET, duration: "30d" };

  it("says on which day the limit is reached", () => {
    const pace = toPace(80, 100, period, NOW);
    expect(pace?.per_day_usd).toBeCloseTo(4);
    expect(pace?.limit_day).toBe("2026-11-27");
    expect(pace?.projected_usd).toBeCloseTo(120);
  });

  it("says nothing of a day when the period ends first, or of a period that is not known", () => {
    expect(toPace(10, 100, period, NOW)?.limit_day).toBeNull();
    expect(toPace(10, 100, { resetAt: null, duration: null }, NOW)).toBeNull();
    expect(toPace(10, 100, { resetAt: READ, duration: "30d" }, NOW)).toBeNull();
  });
});

/** One account at 60 %, one over, one without a limit. */
const MIXED = [
  row("web", { spend_usd: "134" }),
  row("cli", { spend_usd: "60" }),
  row("premium", { spend_usd: "209.5", max_budget_usd: null }),
];

describe("the account that blocks first", () => {
  const first = (...rows: AccountRow[]) =>
    toPersonSpending("nina@example.com", rows, READ, NOW).blocks_first;

  it("is refused already, whatever the others come to together", () => {
    expect(first(...MIXED)).toBe("web");
    expect(first(row("web", { spend_usd: "99" }), row("cli", { is_blocked: true }))).toBe("cli");
  });

  it("is the one that runs out first, even where another is fuller", () => {
    const monthly = row("web", { spend_usd: "80" });
    const weekly = { duration: "7d", reset_at: new Date("2026-11-26T12:00:00Z") };
    const fast = row("cli", { spend_usd: "60", max_budget_usd: "81", ...weekly });
    const spending = toPersonSpending("nina@example.com", [monthly, fast], READ, NOW);
    expect(spending.accounts.map(({ pace }) => pace?.limit_day ?? null)).toEqual([
      "2026-11-27",
      "2026-11-23",
      null,
    ]);
    expect(spending.blocks_first).toBe("cli");
  });

  it("is the fullest where none runs out, and none where none has a limit", () => {
    expect(first(row("web"), row("cli", { spend_usd: "20" }))).toBe("cli");
    expect(first(row("web", { max_budget_usd: null }))).toBeNull();
  });

  it("takes a limit of 0 with spend for one that is over", () => {
    const none = row("web", { spend_usd: "30", max_budget_usd: "0" });
    const { accounts, total } = toPersonSpending("nina@example.com", [none], READ, NOW);
    expect([accounts[0]?.used_share, total.used_share]).toEqual([1, 1]);
    expect(first(none, row("cli", { spend_usd: "90" }))).toBe("web");
    expect(accounts.slice(0, 1).map((one) => [toUsedWords(one), toLimitWords(one, NOW)])).toEqual([
      ["Over", "$30.00 over the limit: LiteLLM refuses its calls"],
    ]);
  });
});

describe("the line for a prompt", () => {
  const lineOf = (rows: AccountRow[], state: "fresh" | "partial" = "fresh") => {
    const spending = toPersonSpending("nina@example.com", rows, READ, NOW);
    return toSpendingLine(spending, { asOf: READ, state }, NOW);
  };

  it("has spend, limit, reset and age in plain characters", () => {
    expect(lineOf([row("web")])).toBe(
      "Web $10.00 of $100.00 (10 %) | $10.00 in all: Web $10.00, CLI none, Premium none | resets in 10 d | 5 min ago\n",
    );
  });

  it("leads with the account that blocks first and pours no account without a limit into it", () => {
    expect(lineOf(MIXED)).toMatch(/^Web \$134\.00 of \$100\.00 \(134 %\) \| \$403\.50 in all: Web/);
    expect(lineOf([row("web", { max_budget_usd: null })])).toMatch(/^no budget configured \| \$10/);
  });

  it("marks what could not be read", () => {
    const line = lineOf([row("web", { state: "failed" })], "partial");
    expect(line).toMatch(/>=\$10\.00 .*Web could not be read.*\(partial\)\n$/);
  });
});
