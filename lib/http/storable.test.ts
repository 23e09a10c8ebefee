import { describe, expect, it } from "vitest";
import { checkStorable } from "./storable";

describe("text that the database cannot keep", () => {
  it.each([
    ["q", { q: "a\0b" }],
    ["targets.0.id", { targets: [{ id: "\0" }] }],
    ["half", { half: "\ud83d" }],
    ["", { "\0": 1 }],
    ["", "\0"],
  ])("is refused at %j with words", (field, input) => {
    const rule = "must not contain zero bytes or broken characters";
    expect(() => checkStorable(input)).toThrow(rule);
    expect(() => checkStorable(input)).toThrow(
      expect.objectContaining({ code: "bad_request", issues: [{ field, rule }] }),
    );
  });

  it("is anything else but that", () => {
    const file = new TextEncoder().encode("a\0b");
    checkStorable([{ name: "Zoë 😀\n", none: null, count: 3, isOn: true }, undefined, file]);
  });

  it("is found however deep it lies", () => {
    const depth = 30_000;
    const nest = (text: string) =>
      JSON.parse("[".repeat(depth) + text + "]".repeat(depth)) as unknown;
    checkStorable(nest("1"));
    expect(() => checkStorable(nest('"\\u0000"'))).toThrow("zero bytes");
  });
});
