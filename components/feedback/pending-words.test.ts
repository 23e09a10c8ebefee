import { expect, it } from "vitest";
import { toKeptWords, toPendingWords } from "./pending-words";

it("names what is read and what still stands there", () => {
  expect(toPendingWords("18 Nov – 24 Nov", "1 Nov – 24 Nov")).toBe(
    "Reading 18 Nov – 24 Nov… These are still the figures of 1 Nov – 24 Nov.",
  );
  expect(toPendingWords("18 Nov – 24 Nov", null)).toMatch(/still the figures from before/);
});

it("does not give old figures the name of the new where only a filter changed", () => {
  expect(toPendingWords("24 Nov", "24 Nov")).not.toContain("24 Nov");
  expect(toPendingWords(null, null)).toMatch(/before the last change/);
});

it("says what could not be read, and what stands there instead", () => {
  expect(toPendingWords("18 Nov – 24 Nov", "1 Nov – 24 Nov", true)).toBe(
    "18 Nov – 24 Nov could not be read. These are still the figures of 1 Nov – 24 Nov.",
  );
  expect(toPendingWords(null, null, true)).toMatch(/^What you chose could not be read\./);
  expect(toKeptWords(true, "4 min ago")).toMatch(/from before the last change/);
  expect(toKeptWords(false, "4 min ago")).toBe(" Showing figures read 4 min ago.");
});
