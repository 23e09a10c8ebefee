import { describe, expect, it } from "vitest";
import { defineRead } from "./read";

interface Answer {
  id: string;
}
type Asked = Readonly<{ tenantId: string; page?: number; q?: string; agent?: readonly string[] }>;

const read = defineRead<Asked, Answer>()("/api/portal/usage/[tenantId]/payroll");

describe("a question", () => {
  it("has its segments in the path and the rest in the search, without what is empty", () => {
    const question = { tenantId: "a/b, c", page: 2, q: "", agent: ["x", "y"] };
    expect(read.toPath(question)).toBe(
      "/api/portal/usage/a%2Fb%2C%20c/payroll?agent=x&agent=y&page=2",
    );
    expect(read.toParams(question)).toEqual({ tenantId: "a/b, c" });
  });

  it("has one key for one address, whatever the order of its names", () => {
    const key = read.toKey({ tenantId: "acme", page: 1, agent: ["x"] });
    expect(read.toKey({ agent: ["x"], page: 1, tenantId: "acme" })).toEqual(key);
    expect(read.toKey({ tenantId: "acme", page: 1, agent: ["z"] })).not.toEqual(key);
  });

  it("is renewed by the prefix of its family", () => {
    expect(read.toKey({ tenantId: "acme", page: 1 }).slice(0, 2)).toEqual(["usage", "acme"]);
  });

  it("asks nothing without an input", () => {
    expect(typeof read.options(null).queryFn).toBe("symbol");
  });
});
