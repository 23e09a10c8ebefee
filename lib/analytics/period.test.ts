import { describe, expect, it } from "vitest";
import { areTablesDue } from "./period";

const NOW = new Date("2026-11-22T10:30:00Z");

describe("areTablesDue", () => {
  const at = (text: string) => ({ readAt: new Date(text), windowFrom: new Date(text) });

  it("reads short periods each time and long ones now and then", () => {
    expect(areTablesDue("1h", at("2026-11-22T09:30:00Z"), NOW, 60)).toBe(true);
    expect(areTablesDue("30d", at("2026-11-22T09:30:00Z"), NOW, 60)).toBe(false);
    expect(areTablesDue("30d", at("2026-11-21T20:30:00Z"), NOW, 60)).toBe(true);
    expect(areTablesDue("30d", undefined, NOW, 60)).toBe(true);
  });

  it("reads last month again when it is another month", () => {
    const october = { readAt: NOW, windowFrom: new Date("2026-10-01T00:00:00Z") };
    expect(areTablesDue("month", october, NOW, 60)).toBe(false);
    expect(areTablesDue("month", october, new Date("2026-12-01T00:10:00Z"), 60)).toBe(true);
  });
});
