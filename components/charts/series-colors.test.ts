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

  it("keeps an agent's colour whoever is filtered out or ranks before it, and whatever it is called", () => {
    const ids = ["a-17", "b-4", "c-9", "d-2"];
    const all = toSeriesColors(ids.map((id) => ({ id, name: id })));
    for (const id of ids) {
      expect(toSeriesColors([{ id, name: "Renamed" }]).get(id)).toBe(all.get(id));
    }
  });

  it("gives a shade of the same colour to the second of two that fall together", () => {
    const toFamily = (color: string | undefined) => /--series-\d+/.exec(color ?? "")?.[0];
    const ids = Array.from({ length: 200 }, (_, index) => `agent-${index}`);
    const alone = new Map(ids.map((id) => [id, toSeriesColors([{ id, name: id }]).get(id)]));
    const [first = ""] = ids;
    const twin = ids.find((id) => id !== first && alone.get(id) === alone.get(first)) ?? "";
    const both = toSeriesColors([first, twin].map((id) => ({ id, name: id })));
    expect(both.get(first)).toBe(alone.get(first));
    expect(both.get(twin)).not.toBe(both.get(first));
    expect(toFamily(both.get(twin))).toBe(toFamily(both.get(first)));
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
