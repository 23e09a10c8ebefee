import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ItemCutter, type ItemsEnd } from "./json-items";

function cut(pieces: readonly string[]): { items: string[]; end: ItemsEnd } {
  const items: string[] = [];
  const cutter = new ItemCutter((item) => void items.push(item));
  for (const piece of pieces) cutter.push(piece);
  return { items, end: cutter.end() };
}

describe("an array read item by item", () => {
  it("gives the items of any array, wherever it is cut into pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.array(fc.nat(60)), (values, cuts) => {
        const text = JSON.stringify(values, null, 1);
        const marks = [0, ...cuts.map((at) => at % (text.length + 1)).sort((a, b) => a - b)];
        const pieces = marks.map((at, index) => text.slice(at, marks[index + 1] ?? text.length));
        const { items, end } = cut(pieces);
        expect(end).toBe("whole");
        expect(items.map((item) => JSON.parse(item) as unknown)).toEqual(
          JSON.parse(JSON.stringify(values)),
        );
      }),
    );
  });

  it.each([
    ['[{"a":1},{"b"', "truncated"],
    ['[{"a":1},', "truncated"],
    ["", "truncated"],
    ['{"items":[]}', "other"],
    ["[] trailing", "other"],
    ["<html></html>", "web_page"],
    [" [ ] \n", "whole"],
  ])("judges %s", (text, end) => {
    expect(cut([text]).end).toBe(end);
  });
});
