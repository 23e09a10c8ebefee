import { expect, test } from "vitest";
import { wireAmount, wireCount, wireInstant, wireKey, wireTeam } from "./schema";
import keyList from "./fixtures/key-list.full.json";
import teamList from "./fixtures/team-list.json";

test.each([
  [1.5, "1.5"],
  ["2.5e-06", "0.0000025"],
  ["0", "0"],
  [-1e-18, "0"],
  [1e12, "1000000000000"],
])("reads the amount %j", (raw, expected) => {
  expect(wireAmount.parse(raw).toFixed()).toBe(expected);
});

test.each([-0.01, "-3", "NaN", "Infinity", "", "abc", "0x10", null, true, 1.1e12, 1e308, {}])(
  "refuses the amount %j",
  (raw) => {
    expect(wireAmount.safeParse(raw).success).toBe(false);
  },
);

test("counts are whole", () => {
  expect(wireCount.parse("12")).toBe(12);
  expect(wireCount.parse(51.0)).toBe(51);
  expect(wireCount.safeParse(1.5).success).toBe(false);
});

test.each([
  ["2026-10-07T14:03:11.214000Z", "2026-10-07T14:03:11.214Z"],
  ["2026-10-07T14:03:11+00:00", "2026-10-07T14:03:11.000Z"],
  ["2026-10-07 16:03:11.2+02", "2026-10-07T14:03:11.200Z"],
  ["2026-10-07T14:03:11.214999", "2026-10-07T14:03:11.214Z"],
  ["2026-10-07T14:03:11+0200", "2026-10-07T12:03:11.000Z"],
])("reads the instant %s", (text, expected) => {
  expect(wireInstant.parse(text)?.toISOString()).toBe(expected);
});

test("an absent instant is null, a wrong one is refused", () => {
  expect([wireInstant.parse(null), wireInstant.parse(undefined), wireInstant.parse("")]).toEqual([
    null,
    null,
    null,
  ]);
  expect(wireInstant.safeParse("2026-13-01T00:00:00Z").success).toBe(false);
  expect(wireInstant.safeParse("next month").success).toBe(false);
});

test("rows keep unknown fields and take missing nullable ones as null", () => {
  const [team] = teamList;
  const parsed = wireTeam.parse({ team_id: "t", spend: "3", something_new: [1] });
  expect(parsed).toMatchObject({ team_alias: null, budget_reset_at: null, blocked: false });
  expect(wireTeam.safeParse(team).success).toBe(true);
});

test("a raw key is never taken for an id", () => {
  const [key] = keyList.keys;
  expect(wireKey.safeParse(key).success).toBe(true);
  expect(wireKey.safeParse({ ...key, token: "sk-abc" }).success).toBe(false);
});
