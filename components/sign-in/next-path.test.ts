import { describe, expect, it } from "vitest";
import { HOME_PATH, toLocalPath } from "./next-path";

describe("toLocalPath", () => {
  it.each(["/usage/acme?range=7d#payroll", "/admin/sync"])(
    "keeps the portal's own path %s",
    (path) => {
      expect(toLocalPath(path)).toBe(path);
    },
  );

  it.each([
    null,
    undefined,
    "",
    "/",
    "usage",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https://evil.example/usage",
    "javascript:alert(1)",
    "/sign-in?next=/sign-in",
  ])("goes home instead of to %j", (path) => {
    expect(toLocalPath(path)).toBe(HOME_PATH);
  });
});
