import { expect, it } from "vitest";
import { derivePeriods } from "./derive-periods";

const running = {
  ...({ kind: "web", duration: "7d" } as const),
  reset_at: "2026-11-29T00:00:00.000Z",
};
const spent = [
  { kind: "web", day: "2026-11-20", usd: 3 },
  { kind: "web", day: "2026-11-17", usd: 2 },
  { kind: "web", day: "2026-11-10", usd: 9 },
  { kind: "web", day: "2026-11-24", usd: 100 },
  { kind: "cli", day: "2026-11-17", usd: 50 },
] as const;

it("adds the known days of periods as long as the running one, and of no other account", () => {
  const periods = derivePeriods([running], { since: "2026-11-05", spent }, []);
  expect(periods.map((one) => [one.ended_at.slice(0, 10), one.spend_usd, one.is_derived])).toEqual([
    ["2026-11-22", 5, true],
    ["2026-11-15", 9, true],
  ]);
});

it("leaves out what is not known from its first day, and what was seen to end", () => {
  const since = "2026-11-12";
  expect(derivePeriods([running], { since, spent }, [])).toHaveLength(1);
  const seen = {
    ...({ kind: "web", spend_usd: 5, limit_usd: 20, is_derived: false } as const),
    ended_at: "2026-11-22T00:05:00.000Z",
  };
  expect(derivePeriods([running], { since, spent }, [seen])).toEqual([]);
  expect(derivePeriods([{ ...running, duration: null }], { since, spent }, [])).toEqual([]);
});
