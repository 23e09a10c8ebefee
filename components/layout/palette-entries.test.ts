import { describe, expect, it } from "vitest";
import { listPaletteEntries } from "./palette-entries";

const input = { words: "", tenants: [], isAdmin: false, today: "2026-11-22" };

describe("listPaletteEntries", () => {
  it("offers admin pages to admins only", () => {
    expect(listPaletteEntries(input).pages.map((page) => page.label)).not.toContain("Sync");
    const forAdmin = listPaletteEntries({ ...input, isAdmin: true });
    expect(forAdmin.pages.map((page) => page.label)).toContain("Sync");
  });

  it("finds ranges and pages by a part of their name", () => {
    const entries = listPaletteEntries({ ...input, words: " YEAR " });
    expect(entries.pages).toEqual([]);
    expect(entries.ranges.map((entry) => entry.label)).toEqual(["This year"]);
    expect(entries.firstId).toBe("range year");
  });

  it("puts the tenants, which arrive later, above the rest only once something is typed", () => {
    expect(listPaletteEntries(input).areTenantsFirst).toBe(false);
    expect(listPaletteEntries({ ...input, words: "acme" }).areTenantsFirst).toBe(true);
  });

  it("has no first entry when nothing is found", () => {
    expect(listPaletteEntries({ ...input, words: "zzz" }).firstId).toBe("");
  });
});
