import { DEVICES, type Device } from "./browser-page";
import type { FirstRow } from "./first-row";
import { CATEGORIES, type LighthouseScores } from "./lighthouse-runs";
import type { PageUse } from "./page-walk";
import type { Bar, SuiteReport, Table } from "./report";
import { toMedian, toPercentile } from "./statistics";

const MAX_TIMES_STATIC: Record<Device, number> = { desktop: 1.3, phone: 1.6 };
const MAX_TOOLTIP_MS: Record<Device, number> = { desktop: 150, phone: 400 };
const MAX_INTERACTION_MS = 200;
const MAX_LAYOUT_SHIFT = 0.02;
const LEAST_SHIFT_SHOWN = 0.002;
const MAX_SCRIPT_BYTES = 300 * 1024;
const MIN_PERFORMANCE: Record<Device, number> = { desktop: 95, phone: 85 };
const MIN_SCORE = 95;

const METHOD = `The production build with its worker and seeded data, a signed-in person, /usage/[tenantId] in a new window
with nothing cached, medians of five rounds. Phone and desktop are Lighthouse's: its moto g power with a processor
four times slower, on its slow 4G as its DevTools throttling applies it to each request; the desktop is held up by
nothing. "Static" is the same HTML saved before, without its scripts, with the same styles and fonts, compressed alike,
from a small server in the bench's own process, visited in turn with the portal; "static with scripts" is the same with
them: what React, Next and the browser take even if the answer costs nothing. A script that both get before anything
else looks in every frame for a payroll row that has an amount and is not hidden; the time is taken right after that
frame's painting, wherever the row lies, and is never before the first contentful paint. The tooltip is timed from the
pointer's event on a page at rest with its chart in sight to the painted box. At rest means: no request for a second,
then an idle browser. Interactions are the browser's own event timings of the walk below (16 ms is the least that it
notes), the 95th percentile of each walk.
Layout shift is the worst window of load, scrolling and, on the phone, walk. Scripts are the compressed bodies that
came until every panel had been in sight. Lighthouse 12 is a guard, with its own simulated throttling.`;

export interface PageScores extends LighthouseScores {
  page: string;
  device: Device;
}

export interface BrowserFigures {
  firstRows: readonly FirstRow[];
  tooltips: Record<Device, number>;
  uses: Record<Device, readonly PageUse[]>;
  scores: readonly PageScores[];
}

export function toScoreText({ scores }: LighthouseScores): string {
  return CATEGORIES.map((category) => scores[category]).join(" / ");
}

function toTimesStatic({ portal, staticCopy }: FirstRow): number {
  return portal.firstRowMs / staticCopy.firstRowMs;
}

function toInteractionMs(walks: readonly PageUse[]): number {
  return toMedian(
    walks.map(({ steps }) =>
      toPercentile(
        steps.map((step) => step.paintMs),
        0.95,
      ),
    ),
  );
}

function toLimitBar(name: string, measured: number, limit: number, toText: (n: number) => string) {
  return {
    name,
    wanted: `≤ ${toText(limit)}`,
    measured: toText(measured),
    isMet: measured <= limit,
  };
}

function toScoreBar(graded: PageScores): Bar {
  const { page, device, scores } = graded;
  const performance = MIN_PERFORMANCE[device];
  return {
    name: `Lighthouse of ${page}, ${device}`,
    wanted: `performance ≥ ${performance}, others ≥ ${MIN_SCORE}`,
    measured: toScoreText(graded),
    isMet: CATEGORIES.every(
      (category) => scores[category] >= (category === "performance" ? performance : MIN_SCORE),
    ),
  };
}

const toMs = (ms: number) => `${ms.toFixed(0)} ms`;
const toTimes = (times: number) => `${times.toFixed(2)}×`;
const toKib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;
const toShift = (shift: number) => shift.toFixed(3);

function listUseBars({ firstRows, tooltips, uses }: BrowserFigures): Bar[] {
  const medianOf = (device: Device, pick: (use: PageUse) => number) =>
    toMedian(uses[device].map(pick));
  return [
    ...firstRows.map((row) =>
      toLimitBar(
        `first payroll row beside static, ${row.device}`,
        toTimesStatic(row),
        MAX_TIMES_STATIC[row.device],
        toTimes,
      ),
    ),
    ...DEVICES.map((device) =>
      toLimitBar(`tooltip, ${device}`, tooltips[device], MAX_TOOLTIP_MS[device], toMs),
    ),
    toLimitBar(
      "interaction to next paint, p95, phone",
      toInteractionMs(uses.phone),
      MAX_INTERACTION_MS,
      toMs,
    ),
    ...DEVICES.map((device) =>
      toLimitBar(
        `cumulative layout shift, ${device}`,
        medianOf(device, (use) => use.layoutShift),
        MAX_LAYOUT_SHIFT,
        toShift,
      ),
    ),
    ...DEVICES.map((device) =>
      toLimitBar(
        `scripts with all panels in sight, ${device}`,
        medianOf(device, (use) => use.scriptBytes),
        MAX_SCRIPT_BYTES,
        toKib,
      ),
    ),
  ];
}

function toFirstRowTable(firstRows: readonly FirstRow[]): Table {
  return {
    title: "First payroll row painted, ms after the navigation began",
    columns: ["device", "from", "first byte", "first row", "times static"],
    rows: firstRows.flatMap(({ device, portal, staticCopy, scriptedCopy }) =>
      Object.entries({ portal, static: staticCopy, "static with scripts": scriptedCopy }).map(
        ([from, { firstByteMs, firstRowMs }]) => [
          device,
          from,
          firstByteMs.toFixed(0),
          firstRowMs.toFixed(0),
          (firstRowMs / staticCopy.firstRowMs).toFixed(2),
        ],
      ),
    ),
  };
}

function toWalkTable(walks: readonly PageUse[]): Table {
  const [first] = walks;
  const toMedianMs = (index: number, part: "paintMs" | "waitMs" | "workMs") =>
    toMedian(walks.map((walk) => walk.steps[index]?.[part] ?? Number.NaN)).toFixed(0);
  return {
    title: "The walk on the phone, ms, medians of the walks",
    columns: ["step", "to the next paint", "until scripts begin", "scripts"],
    rows: (first?.steps ?? []).map(({ name }, index) => [
      name,
      toMedianMs(index, "paintMs"),
      toMedianMs(index, "waitMs"),
      toMedianMs(index, "workMs"),
    ]),
  };
}

/** Of the last round. */
function toShiftTable(uses: BrowserFigures["uses"]): Table {
  return {
    title: "What moved (last round)",
    columns: ["device", "ms after the navigation began", "shift", "what"],
    rows: DEVICES.flatMap((device) =>
      (uses[device].at(-1)?.shifts ?? [])
        .filter(({ value }) => value >= LEAST_SHIFT_SHOWN)
        .map(({ startTime, value, moved }) => [
          device,
          startTime.toFixed(0),
          toShift(value),
          moved.join("; "),
        ]),
    ),
  };
}

function listScoreTables(scores: readonly PageScores[]): Table[] {
  return [
    {
      title: "Lighthouse",
      columns: ["page", "device", ...CATEGORIES],
      rows: scores.map((one) => [
        one.page,
        one.device,
        ...CATEGORIES.map((category) => String(one.scores[category])),
      ]),
    },
    {
      title: "Audits that cost points (last run)",
      columns: ["page", "device", "category", "audit", "points", "value"],
      rows: scores.flatMap(({ page, device, losses }) =>
        losses.map((loss) => [
          page,
          device,
          loss.category,
          loss.audit,
          loss.points.toFixed(1),
          loss.shown,
        ]),
      ),
    },
  ];
}

/** The figures beside what they have to reach. */
export function toReport(figures: BrowserFigures): SuiteReport {
  const { firstRows, uses, scores } = figures;
  return {
    title: "In the browser",
    method: METHOD,
    tables: [
      toFirstRowTable(firstRows),
      toWalkTable(uses.phone),
      toShiftTable(uses),
      ...listScoreTables(scores),
    ].filter((table) => table.rows.length > 0),
    bars: [...listUseBars(figures), ...scores.map(toScoreBar)],
  };
}
