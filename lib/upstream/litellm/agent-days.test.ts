import fc from "fast-check";
import { expect, test } from "vitest";
import { Decimal, sumUsd } from "@/lib/money";
import { parseActivity } from "./activity-page";
import { finishAgentDay, mergeDrafts, toPageDrafts, type AgentDayDrafts } from "./agent-days";
import { toPage, type Row } from "./fixtures/activity-pages";
import type { AgentDayRecord } from "./records";

const RANGE = { from: "2026-10-01", to: "2026-10-03" };
const PICO = 1e12;
const anyRow = fc.record({
  day: fc.constantFrom("2026-10-01", "2026-10-02"),
  entity: fc.constant("team-a"),
  key: fc.constantFrom("key-1", "key-2", ""),
  model: fc.constantFrom("m1", "m2", "m3"),
  provider: fc.constantFrom("openai", "anthropic"),
  spend: fc.integer({ min: 0, max: 5 * PICO }).map((pico) => pico / PICO),
  calls: fc.nat(50),
});

function readRows(pages: readonly (readonly Row[])[]): AgentDayRecord[] {
  const drafts: AgentDayDrafts = new Map();
  pages.forEach((rows, index) => {
    const page = toPage(rows, index + 1, pages.length);
    mergeDrafts(drafts, toPageDrafts(parseActivity(page, RANGE, "/x").results).drafts);
  });
  return [...drafts.values()].map((draft) => {
    const finished = finishAgentDay(draft);
    if (!finished.ok) throw new Error(finished.reason);
    return finished.record;
  });
}

/** The same text for the same usage, in whatever order it was read. */
function toText(records: readonly AgentDayRecord[]): string[] {
  const sorted = (parts: AgentDayRecord["byModel"]) =>
    [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
  return records
    .map(({ byModel, byProvider, ...rest }) =>
      JSON.stringify([rest, sorted(byModel), sorted(byProvider)]),
    )
    .sort();
}

test("any rows cut into any pages give the same usage, to the last digit", () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { maxLength: 25 }),
      fc.array(fc.nat(25), { maxLength: 6 }),
      (rows, cuts) => {
        const inside = cuts.filter((cut) => cut < rows.length).sort((a, b) => a - b);
        const borders = [0, ...inside, rows.length];
        const pages = borders.slice(1).map((end, index) => rows.slice(borders[index], end));
        const records = readRows(pages);
        expect(toText(records)).toEqual(toText(readRows([rows])));
        const exact = sumUsd(rows.map((row) => new Decimal(row.spend)));
        const read = sumUsd(records.map((record) => record.metrics.costUsd));
        expect(read.toFixed()).toBe(exact.toFixed());
      },
    ),
  );
});
