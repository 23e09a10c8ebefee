import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toSeriesColors } from "./series-colors";

const toSeries = (...names: string[]) => names.map((name) => ({ id: `id-${name}`, name }));

const IDS = Array.from({ length: 100 }, (_, index) => `agent-${index}`);
const toFamily = (color: string | undefined) => /--series-\d+/.exec(color ?? "")?.[0];

describe("toSeriesColors", () => {
  it("keeps the fixed colours whatever stands beside them", () => {
    const colors = toSeriesColors(toSeries("bedrock", "OpenAI", "azure", "anthropic", "ollama"));
    expect(colors.get("id-OpenAI")).toBe("var(--series-openai)");
    expect(colors.get("id-anthropic")).toBe("var(--series-anthropic)");
    expect(colors.get("id-ollama")).toBe("var(--series-ollama)");
    expect(toSeriesColors(toSeries("slack")).get("id-slack")).toBe("var(--series-slack)");
    expect(toSeriesColors(toSeries("whatsapp")).get("id-whatsapp")).toBe("var(--series-whatsapp)");
  });

  it("does not depend on the order of the rows", () => {
    const names = ["Support Bot", "Invoice Reader", "Claims Triage", "Ticket Router", "Menu Bot"];
    expect([...toSeriesColors(toSeries(...names))].sort()).toEqual(
      [...toSeriesColors(toSeries(...[...names].reverse()))].sort(),
    );
  });

  it("keeps the colour of an id whoever is filtered out or ranks before it, and whatever it is called", () => {
    const all = toSeriesColors(IDS.slice(0, 8).map((id) => ({ id, name: id })));
    for (const [id, color] of all) {
      expect(toFamily(toSeriesColors([{ id, name: "Renamed" }]).get(id))).toBe(toFamily(color));
    }
  });

  it("gives a shade of the same colour to the second of two that fall together", () => {
    const seen = new Map<string | undefined, string>();
    const toAlone = (id: string) => toSeriesColors([{ id, name: id }]).get(id);
    const second = IDS.find((id) => seen.has(toAlone(id)) || !seen.set(toAlone(id), id)) ?? "";
    const first = seen.get(toAlone(second)) ?? "";
    const both = toSeriesColors([first, second].map((id) => ({ id, name: id })));
    expect(new Set(both.values()).size).toBe(2);
    expect(toFamily(both.get(first))).toBe(toFamily(both.get(second)));
  });

  it("takes any name, those of JavaScript's own objects too", () => {
    expect(toSeriesColors(toSeries("constructor", "__proto__")).size).toBe(2);
  });

  it("never repeats a colour among thirty series", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), {
          maxLength: 30,
          selector: (name) => name.trim().toLowerCase(),
        }),
        (names) => {
          const colors = toSeriesColors(toSeries(...names));
          expect(new Set(colors.values()).size).toBe(names.length);
        },
      ),
    );
  });
});
