import { describe, expect, it } from "vitest";
import { toMessageTotal } from "./message-total";

const ROWS = [
  { channel: "slack", message_count: 30 },
  { channel: "web", message_count: 12 },
];

describe("toMessageTotal", () => {
  it("is the exact sum where the bounds agree or are not given", () => {
    expect(toMessageTotal(ROWS, null)).toEqual({ count: 42, says: null });
    expect(toMessageTotal(ROWS, { lowest: 42, highest: 42 })).toEqual({ count: 42, says: null });
  });

  it("says that it is an upper bound where they differ", () => {
    const total = toMessageTotal(ROWS, { lowest: 35, highest: 42 });
    expect(total.count).toBe(42);
    expect(total.says).toContain("Between 35 and 42");
  });
});
