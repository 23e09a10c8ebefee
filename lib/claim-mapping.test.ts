import { describe, expect, it } from "vitest";
import { applyClaimMapping, parseClaimMapping } from "./claim-mapping";

const rules = parseClaimMapping(`
  ai-admins -> platform_admin;
  ai-audit -> auditor
  ai-ops:* -> operator tenant:* ; ai-leads -> operator project:atlas-core project:atlas-web;
  AI Users -> user tenant:shared
`);

describe("applyClaimMapping", () => {
  it.each([
    [[], { role: null, tenantIds: [], projectNames: [] }],
    [["somebody", "ai-ops:"], { role: null, tenantIds: [], projectNames: [] }],
    [["ai-admins"], { role: "platform_admin", tenantIds: [], projectNames: [] }],
    [["AI Users"], { role: "user", tenantIds: ["shared"], projectNames: [] }],
    [
      ["ai-ops:beta", "ai-ops:acme", "ai-leads"],
      {
        role: "operator",
        tenantIds: ["acme", "beta"],
        projectNames: ["atlas-core", "atlas-web"],
      },
    ],
    [["ai-ops:acme", "ai-audit"], { role: "auditor", tenantIds: ["acme"], projectNames: [] }],
  ])("%j", (groups, grants) => {
    expect(applyClaimMapping(rules, groups)).toEqual(grants);
  });

  it("does not take a group for another whose name only begins the same", () => {
    const grants = applyClaimMapping(rules, ["ai-admins-emea", "xai-admins", "ai-opsacme"]);
    expect(grants.role).toBeNull();
  });
});

describe("parseClaimMapping", () => {
  it.each([
    ["ai-admins", /must read GROUP -> ROLE/],
    ["ai-admins -> king", /"king" is no role/],
    ["-> operator", /must read/],
    ["a*b* -> operator", /one \* only/],
    ["ops -> operator tenant:", /"tenant:" is no role/],
  ])("refuses %j", (text, words) => {
    expect(() => parseClaimMapping(text)).toThrow(words);
  });
});
