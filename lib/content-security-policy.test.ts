import { describe, expect, it } from "vitest";
import { toContentSecurityPolicy } from "./content-security-policy";
import { findInlineScripts } from "./shell-scripts";

describe("findInlineScripts", () => {
  it("finds what has neither an address nor a nonce, and is no data", () => {
    const html = `<script src="/a.js" async=""></script><script>first()</script>
      <script type="application/json">{"a":1}</script><script nonce="x">second()</script>
      <script id="b">if (a < b)
        third()</script>`;
    expect(findInlineScripts(html)).toEqual(["first()", "if (a < b)\n        third()"]);
  });
});

describe("toContentSecurityPolicy", () => {
  it("names the nonce and each script, and never everything", () => {
    const input = { nonce: "abc", scripts: ["alert(1)"], isDevelopment: false };
    const policy = toContentSecurityPolicy(input);
    expect(policy).toContain(
      "script-src 'self' 'nonce-abc' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='",
    );
    expect(policy).not.toMatch(/script-src [^;]*unsafe/);
    expect(toContentSecurityPolicy({ ...input, isDevelopment: true })).toContain("'unsafe-eval'");
  });
});
