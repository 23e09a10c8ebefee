import { format } from "node:util";
import { afterEach, beforeEach, expect, vi } from "vitest";

/** A component that warns is a component with a defect: what reaches console.error fails its test. */
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  const messages = vi.mocked(console.error).mock.calls.map((call) => format(...call));
  vi.mocked(console.error).mockRestore();
  expect(messages, "console.error was called").toEqual([]);
});
