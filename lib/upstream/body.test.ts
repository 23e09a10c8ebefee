import { expect, test } from "vitest";
import { parseBody } from "./body";

test("JSON, Python's NaN included, leaves strings alone", () => {
  expect(parseBody('{"a": [NaN, -Infinity, 1], "b": "NaN, \\" Infinity"}')).toEqual({
    kind: "json",
    value: { a: ["NaN", "-Infinity", 1], b: 'NaN, " Infinity' },
  });
});

test("a NUL is marked, an escaped backslash before such letters is none", () => {
  const value = { a: "x\u0000y", b: "\\u0000", c: "\\\u0000" };
  expect(parseBody(JSON.stringify(value))).toEqual({
    kind: "json",
    value: { a: "x\ufffdy", b: "\\u0000", c: "\\\ufffd" },
  });
});

test.each([
  ["<!doctype html><p>NaN", "web_page"],
  ['{"results":[', "truncated"],
  ["", "truncated"],
  ["Bad Gateway", "other"],
])("%j is %s", (text, kind) => {
  expect(parseBody(text).kind).toBe(kind);
});
