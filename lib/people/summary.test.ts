import { describe, expect, it } from "vitest";
import { toCohortTable, toDistribution, toProjection, type MemberRow } from "./summary";

function member(id: string, change: Partial<MemberRow> = {}): MemberRow {
  return {
    person_id: `${id}@example.com`,
    name: null,
    web_usd: null,
    cli_usd: null,
    premium_usd: null,
    is_found: true,
    has_failed: false,
    is_blocked: false,
    is_over: false,
    is_near: false,
    reset_at: null,
    ...change,
  };
}

describe("a budget projection", () => {
  it("is the average times everybody, and a fifth on top: $16.46 and 656 people", () => {
    const projection = toProjection(16.46, 656);
    expect(Math.round(projection.base_usd)).toBe(10_798);
    expect(Math.round(projection.projected_usd)).toBe(12_957);
  });
});

describe("spend distribution", () => {
  const count = (total: number) =>
    toDistribution([{ total_usd: total, status: "active" }]).find((one) => one.count === 1)?.label;

  it.each([
    [0, "No spend"],
    [0.000001, "$0–$5"],
    [4.999999, "$0–$5"],
    [5, "$5–$20"],
    [20, "$20–$50"],
    [50, "$50–$150"],
    [149.99, "$50–$150"],
    [150, "$150+"],
  ])("puts $%d into %s", (total, label) => {
    expect(count(total)).toBe(label);
  });

  it("counts nobody whose figures are not whole", () => {
    const classes = toDistribution([{ total_usd: 3, status: "partial" }]);
    expect(classes.every((one) => one.count === 0)).toBe(true);
  });
});

describe("a cohort's table", () => {
  it("adds up cards to the millionth and keeps averages to whole figures", () => {
    const members = [
      member("a", { web_usd: "1.0000004", cli_usd: "2.0000004", premium_usd: "0.0000004" }),
      member("b", { web_usd: "5" }),
      member("c", { web_usd: "0" }),
      member("d", { is_found: false }),
      member("e", { web_usd: "100", has_failed: true }),
    ];
    const { rows, summary } = toCohortTable(members, true);
    expect(summary).toMatchObject({ participants: 5, found: 4, active: 2, partial: 1 });
    expect(summary.grand_total_usd).toBe(108.000001);
    const { web_usd: web, cli_usd: cli, premium_usd: premium } = summary;
    expect((web ?? 0) + (cli ?? 0) + (premium ?? 0)).toBeCloseTo(108.000001, 9);
    expect(summary.average_usd).toBeCloseTo(4.0000005, 6);
    expect(rows.map((row) => row.status)).toEqual([
      "active",
      "active",
      "no_spend",
      "not_found",
      "partial",
    ]);
    expect(rows[3]).toMatchObject({ web_usd: 0, total_usd: 0 });
    expect(rows[4]).toMatchObject({ web_usd: 100, cli_usd: null });
    expect(summary.top.map((row) => row.person_id)).toEqual([
      "e@example.com",
      "b@example.com",
      "a@example.com",
    ]);
  });

  it("counts who needs attention by the worst of the accounts", () => {
    const { rows, summary } = toCohortTable(
      [
        member("a", { is_blocked: true, is_over: true, is_near: true }),
        member("b", { is_over: true, is_near: true }),
        member("c", { is_near: true }),
        member("d"),
      ],
      true,
    );
    expect(rows.map((row) => row.attention)).toEqual(["blocked", "over", "near", null]);
    expect(summary.attention).toEqual({ blocked: 1, over: 1, near: 1 });
  });

  it("says partial, not nothing, before anybody was ever listed", () => {
    const { rows } = toCohortTable([member("a", { is_found: false })], false);
    expect(rows[0]).toMatchObject({ status: "partial", web_usd: null });
  });
});
