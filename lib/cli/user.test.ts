import { describe, expect, it } from "vitest";
import { UsageError } from "./usage-error";
import { parseNewUser } from "./user";

describe("user add", () => {
  const complete = ["--email", "ana@example.com", "--name", "Ana", "--role", "operator"];

  it("takes several tenants and projects", () => {
    expect(
      parseNewUser([...complete, "--tenant", "t1", "--tenant", "t2", "--project", "p1"]),
    ).toEqual({
      email: "ana@example.com",
      name: "Ana",
      role: "operator",
      tenantIds: ["t1", "t2"],
      projectNames: ["p1"],
      isPasswordOnStdin: false,
    });
  });

  it.each([
    { words: "--email is missing", args: complete.slice(2) },
    { words: "--name is missing", args: ["--email", "ana@example.com"] },
    { words: "--role must be one of", args: [...complete.slice(0, 4), "--role", "king"] },
    { words: "--tenants", args: [...complete, "--tenants", "t1"] },
  ])("refuses a command line: $words", ({ words, args }) => {
    expect(() => parseNewUser(args)).toThrow(UsageError);
    expect(() => parseNewUser(args)).toThrow(words);
  });
});
