import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toSeriesColors } from "./series-colors";

const toSeries = (...names: string[]) => names.map((name) => ({ id: `id-${name}`, name }));

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

  it("gives a name alone the colour it has in company that does not collide", () => {
    const alone = toSeriesColors(toSeries("bedrock")).get("id-bedrock");
    expect(toSeriesColors(toSeries("bedrock", "Zulu Zed")).get("id-bedrock")).toBe(alone);
  });

  it("takes any name, those of JavaScript's own objects too", () => {
    expect(toSeriesColors(toSeries("constructor", "__proto__")).size).toBe(2);
  });

  it("never repeats a colour among eight series", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), {
          maxLength: 8,
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
