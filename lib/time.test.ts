import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  countDays,
  elapsedShareOfDay,
  isIsoDay,
  listDays,
  toIsoDay,
} from "./time";

describe("isIsoDay", () => {
  it.each(["2026-02-28", "2024-02-29", "2026-12-31"])("takes %s", (day) => {
    expect(isIsoDay(day)).toBe(true);
  });

  it.each([
    "2026-02-29",
    "2026-13-01",
    "26-01-01",
    "2026-1-1",
    "2026-01-01T00:00:00Z",
    "0000-01-01",
    "",
  ])("refuses %s", (day) => {
    expect(isIsoDay(day)).toBe(false);
  });
});

describe("calendar arithmetic", () => {
  it("crosses leap days, months and years", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  });

  it("counts both ends", () => {
    expect(countDays({ from: "2026-11-22", to: "2026-11-22" })).toBe(1);
    expect(listDays({ from: "2026-10-31", to: "2026-11-02" })).toEqual([
      "2026-10-31",
      "2026-11-01",
      "2026-11-02",
    ]);
  });

  it("counts days across a change of the clocks elsewhere", () => {
    expect(countDays({ from: "2026-03-01", to: "2026-03-31" })).toBe(31);
  });

  it("reads the day and its elapsed share in UTC", () => {
    expect(toIsoDay(new Date("2026-11-22T23:59:59+14:00"))).toBe("2026-11-22");
    expect(toIsoDay(new Date("2026-11-22T23:59:59-10:00"))).toBe("2026-11-23");
    expect(elapsedShareOfDay(new Date("2026-11-22T06:00:00Z"))).toBe(0.25);
  });
});
