import { describe, expect, it } from "vitest";
import { toPace, toPersonSpending, type AccountRow } from "./account-figures";
import { toSpendingLine } from "./text";

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

describe("the line for a prompt", () => {
  it("has spend, limit, reset and age in plain characters", () => {
    const spending = toPersonSpending("nina@example.com", [row("web")], READ, NOW);
    const line = toSpendingLine(spending, { asOf: READ, state: "fresh" }, NOW);
    expect(line).toBe(
      "$10.00 of $100.00 (10 %) | Web $10.00, CLI none, Premium none | resets in 10 d | 5 min ago\n",
    );
  });

  it("says what share of the limit is used by the accounts that have one", () => {
    const spending = toPersonSpending(
      "nina@example.com",
      [row("web", { spend_usd: "60" }), row("cli", { spend_usd: "209.5", max_budget_usd: null })],
      ...([READ, NOW] as const),
    );
    const line = toSpendingLine(spending, { asOf: READ, state: "fresh" }, NOW);
    expect(line).toMatch(/^\$269\.50 in all, \$60\.00 of \$100\.00 \(60 %\) \| Web/);
  });

  it("takes a limit of 0 for one that is used up", () => {
    const none = row("web", { spend_usd: "30", max_budget_usd: "0" });
    const { accounts, total } = toPersonSpending("nina@example.com", [none], READ, NOW);
    expect([accounts[0]?.used_share, total.used_share]).toEqual([1, 1]);
  });

  it("marks what could not be read", () => {
    const failed = row("web", { state: "failed" });
    const spending = toPersonSpending("nina@example.com", [failed], READ, NOW);
    const line = toSpendingLine(spending, { asOf: READ, state: "partial" }, NOW);
    expect(line).toMatch(/^>=\$10\.00 .*Web could not be read.*\(partial\)\n$/);
  });
});
