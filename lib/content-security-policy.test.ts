import { describe, expect, it } from "vitest";
import { toContentSecurityPolicy } from "./content-security-policy";

describe("toContentSecurityPolicy", () => {
  it("names the nonce, and never everything", () => {
    const policy = toContentSecurityPolicy("abc", false);
    expect(policy).toContain("script-src 'self' 'nonce-abc';");
    expect(policy).not.toMatch(/script-src [^;]*unsafe/);
    expect(toContentSecurityPolicy("abc", true)).toContain("'unsafe-eval'");
  });
});
