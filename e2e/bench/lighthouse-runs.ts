import lighthouse, { desktopConfig, type Result } from "lighthouse";
import type { Device } from "./browser-page";
import { toMedian } from "./statistics";

/** On a busy machine the browser sometimes loses a trace; such a run has no scores at all. */
const MAX_ATTEMPTS = 3;

export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;
export type Category = (typeof CATEGORIES)[number];

export interface LighthouseScores {
  /** 0 to 100, medians of all runs. */
  scores: Record<Category, number>;
  /** Audits that cost points in the last run, with what they cost. */
  losses: { category: Category; audit: string; points: number; shown: string }[];
}

interface LighthouseTarget {
  url: string;
  cookie: string;
  device: Device;
  /** Of the browser's remote debugging. */
  port: number;
}

async function attempt(target: LighthouseTarget): Promise<Result> {
  const flags = {
    port: target.port,
    output: "json" as const,
    logLevel: "error" as const,
    onlyCategories: [...CATEGORIES],
    // robots.txt keeps search engines out of a private portal on purpose.
    skipAudits: ["is-crawlable"],
    extraHeaders: { Cookie: target.cookie },
  };
  const config = target.device === "desktop" ? desktopConfig : undefined;
  const run = await lighthouse(target.url, flags, config);
  if (!run) throw new Error(`Lighthouse gave no result for ${target.url}.`);
  return run.lhr;
}

async function runOnce(target: LighthouseTarget): Promise<Result> {
  let result = await attempt(target);
  for (let count = 1; result.runtimeError && count < MAX_ATTEMPTS; count += 1) {
    result = await attempt(target);
  }
  if (result.runtimeError) throw new Error(`${target.url}: ${result.runtimeError.message}`);
  if (new URL(result.finalDisplayedUrl).pathname !== new URL(target.url).pathname) {
    throw new Error(`${target.url} led to ${result.finalDisplayedUrl}.`);
  }
  return result;
}

function toScore(result: Result, category: Category): number {
  return Math.round((result.categories[category]?.score ?? 0) * 100);
}

function listLosses(result: Result): LighthouseScores["losses"] {
  return CATEGORIES.flatMap((category) => {
    const refs = result.categories[category]?.auditRefs ?? [];
    const weights = refs.reduce((sum, ref) => sum + ref.weight, 0);
    return refs.flatMap((ref) => {
      const audit = result.audits[ref.id];
      const points = ((1 - (audit?.score ?? 1)) * ref.weight * 100) / weights;
      return points > 0
        ? [{ category, audit: ref.id, points, shown: audit?.displayValue ?? "" }]
        : [];
    });
  });
}

/** Medians of so many runs of a page. */
export async function runLighthouse(
  target: LighthouseTarget,
  runs: number,
): Promise<LighthouseScores> {
  const results: Result[] = [];
  while (results.length < runs) results.push(await runOnce(target));
  const last = results.at(-1);
  const toMedianScore = (category: Category) =>
    toMedian(results.map((result) => toScore(result, category)));
  return {
    scores: {
      performance: toMedianScore("performance"),
      accessibility: toMedianScore("accessibility"),
      "best-practices": toMedianScore("best-practices"),
      seo: toMedianScore("seo"),
    },
    losses: last ? listLosses(last) : [],
  };
}
