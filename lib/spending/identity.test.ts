import { describe, expect, it } from "vitest";
import { isAccountId, toAccountIdentity, toCustomerId } from "./identity";

const RULES = {
  cliSuffix: "_codemie_cli",
  premiumSuffix: "_codemie_premium_models",
  projectPrefix: "codemie:project:",
};

describe("whose account a customer is", () => {
  it.each([
    ["Nina@Example.com", "nina@example.com", "web"],
    ["nina@example.com_codemie_cli", "nina@example.com", "cli"],
    ["NINA@example.com_codemie_premium_models", "nina@example.com", "premium"],
    ["nina_codemie_cli", "nina", "cli"],
    ["a_codemie_cli_b@example.com", "a_codemie_cli_b@example.com", "web"],
    ["nina@example.com_codemie_cli2", "nina@example.com_codemie_cli2", "web"],
    ["codemie:project:Atlas:category:cli", "codemie:project:atlas:category:cli", "project"],
    ["0c7f8f7e-1111-4222-8333-444455556666", "0c7f8f7e-1111-4222-8333-444455556666", "other"],
    ["_codemie_cli", "_codemie_cli", "other"],
    ["two words", "two words", "other"],
  ])("%s is %s's %s account", (customerId, personId, kind) => {
    expect(toAccountIdentity(customerId, RULES)).toEqual({ personId, kind });
  });

  it("passes over the sessions that tools make customers of", () => {
    expect(isAccountId('{"device_id":"1","session_id":"2"}')).toBe(false);
    expect(isAccountId("x".repeat(129))).toBe(false);
    expect(isAccountId("nina@example.com")).toBe(true);
  });

  it("finds back the id that LiteLLM would know", () => {
    expect(toCustomerId("nina@example.com", "web", RULES)).toBe("nina@example.com");
    expect(toCustomerId("nina@example.com", "premium", RULES)).toBe(
      "nina@example.com_codemie_premium_models",
    );
  });
});
