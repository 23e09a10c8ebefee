import { describe, expect, it } from "vitest";
import { PERIODS, toPeriodRange, toPreviousRange } from "./period";
import { listSteps, resolveTime, toAnsweredTime, toReadTime } from "./resolve-time";

const NOW = new Date("2026-11-22T10:30:00Z");
const at = (text: string) => new Date(`2026-11-${text}Z`);

describe("a period", () => {
  it("of hours starts on the hour, one of days at midnight, and both end now", () => {
    expect(toPeriodRange("1h", NOW)).toEqual({ from: at("22T09:00:00"), to: NOW });
    expect(toPeriodRange("7d", NOW)).toEqual({ from: at("16T00:00:00"), to: NOW });
    expect(toPeriodRange("month", NOW)).toEqual({
      from: new Date("2026-10-01T00:00:00Z"),
      to: at("01T00:00:00"),
    });
  });

  it("is compared with one as long, at the same time of day; a month with a month", () => {
    expect(toPreviousRange(toPeriodRange("7d", NOW))).toEqual({
      from: at("09T00:00:00"),
      to: at("15T10:30:00"),
    });
    expect(toPreviousRange(toPeriodRange("6h", NOW))).toEqual({
      from: at("21T21:00:00"),
      to: at("22T03:30:00"),
    });
    expect(toPreviousRange(toPeriodRange("month", NOW)).from).toEqual(
      new Date("2026-09-01T00:00:00Z"),
    );
  });

  it.each(PERIODS)("%s never overlaps the one before", (period) => {
    const range = toPeriodRange(period, NOW);
    const previous = toPreviousRange(range);
    expect(previous.from < previous.to).toBe(true);
    expect(previous.to <= range.from || period.endsWith("h") || period.endsWith("d")).toBe(true);
    expect(previous.from < range.from).toBe(true);
  });
});

describe("a custom range", () => {
  it("of recent hours is answered by the hour", () => {
    const time = resolveTime({ from: at("21T09:00:00"), to: at("21T17:00:00") }, NOW);
    expect(time).toMatchObject({ grain: "hour", note: null, period: null, lastStepShare: 1 });
    expect(listSteps(time)).toHaveLength(8);
  });

  it("of hours that are not kept is answered by whole days, and says so", () => {
    const time = resolveTime({ from: at("10T09:15:00"), to: at("11T17:00:00") }, NOW);
    expect(time.range).toEqual({ from: at("10T00:00:00"), to: at("12T00:00:00") });
    expect(time.note).toBe("whole_days");
    expect(resolveTime({ from: at("10T00:00:00"), to: at("12T00:00:00") }, NOW).note).toBeNull();
  });

  it("that ends later today ends now", () => {
    const time = resolveTime({ from: at("01T00:00:00"), to: at("23T00:00:00") }, NOW);
    expect(time.range.to).toEqual(NOW);
    expect(time.note).toBeNull();
    expect(time.lastStepShare).toBeCloseTo(10.5 / 24);
    expect(listSteps(time)).toHaveLength(22);
  });

  it("compares with as much of the last step as was read", () => {
    const shareAt = (text: string) =>
      resolveTime({ period: "7d" }, NOW, new Date(text)).lastStepShare;
    expect(shareAt("2026-11-22T06:00:00Z")).toBe(0.25);
    expect(shareAt("2026-11-21T06:00:00Z")).toBe(0);
    expect(resolveTime({ period: "month" }, NOW, NOW).lastStepShare).toBe(1);
  });
});

describe("a time of which a part was not read", () => {
  const week = resolveTime({ period: "7d" }, NOW);
  const days = listSteps(week);

  it("is whole while only the day that runs is missing", () => {
    expect(toReadTime(week, days)).toMatchObject({ missingSteps: 0, isWhole: true });
    expect(toReadTime(week, days.slice(0, -1))).toMatchObject({ missingSteps: 1, isWhole: true });
  });

  it("is not whole where a day that is over is missing", () => {
    const read = toReadTime(week, days.slice(2));
    expect(read).toMatchObject({ missingSteps: 2, isWhole: false });
    expect(toAnsweredTime(read).is_whole).toBe(false);
    const month = resolveTime({ period: "month" }, NOW);
    expect(toReadTime(month, listSteps(month).slice(0, -1)).isWhole).toBe(false);
  });
});
