import { chromium } from "@playwright/test";
import { findChromium } from "@/e2e/browser";
import { findFreePort } from "@/lib/db/free-port";
import { CATEGORIES, runLighthouse, type LighthouseScores, type Preset } from "./lighthouse-runs";
import type { BenchOptions } from "./options";
import { withPortal, type BenchPortal } from "./portal";
import type { Bar, SuiteReport, SuiteResult } from "./report";
import { measureScriptWeight, type ScriptWeight } from "./script-weight";

const MAX_SCRIPT_BYTES = 180 * 1024;
const MIN_SCORE = 95;
const MIN_MOBILE_PERFORMANCE = 90;

const METHOD = `The production build with its worker and seeded data, a signed-in person, nothing cached.
Script weight is the gzipped bodies: what the document asks for, what has come when the page rests with its
panels in sight and nobody has touched it, and all with the chart library, which comes with the first sign of
somebody. Lighthouse 12 with its own presets (simulated throttling), medians of 5 runs.`;

interface PageScores extends LighthouseScores {
  page: string;
  preset: Preset;
}

interface BrowserFigures {
  weight: ScriptWeight;
  pages: readonly PageScores[];
}

async function measure(portal: BenchPortal, log: (line: string) => void): Promise<BrowserFigures> {
  const port = await findFreePort(0, "127.0.0.1");
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [`--remote-debugging-port=${port}`],
  });
  try {
    const tenantUrl = `${portal.url}/usage/${portal.tenantId}`;
    const weight = await measureScriptWeight(browser, tenantUrl, portal.cookie);
    log(`Scripts with the page: ${formatKb(weight.document.bytes)}`);
    const pages: PageScores[] = [];
    const targets = [
      { page: "/usage/[tenantId]", url: tenantUrl },
      { page: "/usage", url: `${portal.url}/usage` },
    ];
    for (const { page, url } of targets) {
      for (const preset of ["desktop", "mobile"] as const) {
        const scores = await runLighthouse({ url, cookie: portal.cookie, preset, port });
        pages.push({ page, preset, ...scores });
        log(`Lighthouse: ${page} ${preset} ${toScoreText(scores)}`);
      }
    }
    return { weight, pages };
  } finally {
    await browser.close();
  }
}

function formatKb(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}

function toScoreText({ scores }: LighthouseScores): string {
  return CATEGORIES.map((category) => scores[category]).join(" / ");
}

function toScoreBar(scores: PageScores): Bar {
  const misses = CATEGORIES.filter((category) => {
    const isLenient = category === "performance" && scores.preset === "mobile";
    return scores.scores[category] < (isLenient ? MIN_MOBILE_PERFORMANCE : MIN_SCORE);
  });
  const wanted =
    scores.preset === "mobile"
      ? `≥ ${MIN_SCORE}, performance ≥ ${MIN_MOBILE_PERFORMANCE}`
      : `≥ ${MIN_SCORE}`;
  return {
    name: `Lighthouse of ${scores.page}, ${scores.preset}`,
    wanted,
    measured: toScoreText(scores),
    isMet: misses.length === 0,
  };
}

function toReport({ weight, pages }: BrowserFigures): SuiteReport {
  return {
    title: "In the browser",
    method: METHOD,
    tables: [
      {
        title: "JavaScript of /usage/[tenantId], compressed",
        columns: ["what", "scripts", "size"],
        rows: [
          ["with the page", String(weight.document.count), formatKb(weight.document.bytes)],
          ["at rest, untouched", String(weight.untouched.count), formatKb(weight.untouched.bytes)],
          ["with charts", String(weight.used.count), formatKb(weight.used.bytes)],
        ],
      },
      {
        title: "Lighthouse",
        columns: ["page", "preset", ...CATEGORIES],
        rows: pages.map(({ page, preset, scores }) => [
          page,
          preset,
          ...CATEGORIES.map((category) => String(scores[category])),
        ]),
      },
      {
        title: "Audits that cost points (last run)",
        columns: ["page", "preset", "category", "audit", "points", "value"],
        rows: pages.flatMap(({ page, preset, losses }) =>
          losses.map((loss) => [
            page,
            preset,
            loss.category,
            loss.audit,
            loss.points.toFixed(1),
            loss.shown,
          ]),
        ),
      },
    ].filter((table) => table.rows.length > 0),
    bars: [
      {
        name: "JavaScript with the page",
        wanted: `≤ ${formatKb(MAX_SCRIPT_BYTES)}`,
        measured: formatKb(weight.document.bytes),
        isMet: weight.document.bytes <= MAX_SCRIPT_BYTES,
      },
      ...pages.map(toScoreBar),
    ],
  };
}

/** What the pages weigh and how Lighthouse grades them. */
export async function runBrowserSuite(
  _options: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  return withPortal(async (portal) => ({
    postgresVersion: portal.postgresVersion,
    report: toReport(await measure(portal, log)),
  }));
}
