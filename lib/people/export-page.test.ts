import { describe, expect, it } from "vitest";
import { PERSON_KINDS } from "@/lib/spending/identity";
import { toExportData } from "./export-data";
import { toExportPage, toInertJson } from "./export-page";
import { toCohortTable, type MemberRow } from "./summary";

const EVIL = `</script><script>alert(1)</script>"'<img src=x onerror=alert(2)>\u2028`;

const insights = new Map(
  Array.from({ length: 656 }, (_, index) => [
    `person${index}@example.com`,
    {
      leaderboard: {
        ...{ score: 41.25, rank: index + 1, tier: "practitioner", intent: "ai_user" },
        dimensions: { d1: 12.5, d2: 25, d3: 37.5, d4: 50, d5: 62.5, d6: 75 },
      },
      cli: {
        ...{ classification: "production", sessions: 12, lines_added: 345 },
        ...{ lines_removed: 67, net_lines: 278, cost_usd: 1.234567 },
      },
    },
  ]),
);

function page(members: readonly MemberRow[]) {
  const { rows, summary } = toCohortTable(members, true);
  const now = new Date("2026-11-22T12:00:00Z");
  return toExportPage({
    name: EVIL,
    origin: "https://portal.example.com",
    madeAt: now,
    asOf: now,
    filters: [],
    reason: null,
    summary,
    data: toExportData(
      rows,
      { kinds: PERSON_KINDS, reading: { listedAt: now }, accounts: [], insights },
      now,
    ),
  });
}

const member = (id: string): MemberRow => ({
  person_id: id,
  name: EVIL,
  web_usd: "1",
  cli_usd: "2",
  premium_usd: "3",
  is_found: true,
  has_failed: false,
  is_blocked: false,
  is_over: true,
  is_near: true,
  reset_at: null,
});

describe("the exported page", () => {
  it("holds no markup that a name or an e-mail brought", () => {
    const html = page([member(`${EVIL}@example.com`)]);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).not.toContain("<img");
    expect(JSON.parse(toInertJson({ name: EVIL }))).toEqual({ name: EVIL });
  });

  it("refers to nothing outside of itself and lets no other script run", () => {
    const html = page([{ ...member("person1@example.com"), name: "A" }]).replaceAll(
      /&lt;.*?&gt;/g,
      "",
    );
    expect(html).not.toMatch(/\b(?:src|href)=|url\(|@import/);
    expect(html).toMatch(/script-src 'sha256-[A-Za-z0-9+/=]+'/);
    expect(html).toContain("figures of 22 Nov, 12:00");
    expect(html).toContain("Tokenroll at https://portal.example.com");
  });

  it("has 656 people in less than a megabyte", () => {
    const many = Array.from({ length: 656 }, (_, index) => member(`person${index}@example.com`));
    expect(Buffer.byteLength(page(many))).toBeLessThan(1_000_000);
  });
});
