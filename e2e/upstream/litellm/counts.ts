import type { Counts } from "./model";

export const NO_COUNTS: Readonly<Counts> = {
  requests: 0,
  failed: 0,
  promptTokens: 0,
  completionTokens: 0,
  cacheReadTokens: 0,
  cacheCreationTokens: 0,
};

function mapCounts(counts: Counts, change: (value: number, name: keyof Counts) => number): Counts {
  return {
    requests: change(counts.requests, "requests"),
    failed: change(counts.failed, "failed"),
    promptTokens: change(counts.promptTokens, "promptTokens"),
    completionTokens: change(counts.completionTokens, "completionTokens"),
    cacheReadTokens: change(counts.cacheReadTokens, "cacheReadTokens"),
    cacheCreationTokens: change(counts.cacheCreationTokens, "cacheCreationTokens"),
  };
}

export function addCounts(a: Counts, b: Counts): Counts {
  return mapCounts(a, (value, name) => value + b[name]);
}

export function subtractCounts(whole: Counts, part: Counts): Counts {
  return mapCounts(whole, (value, name) => value - part[name]);
}

/** The part of the counts that `requests` of them make up; linear and monotone. */
export function takeCounts(counts: Counts, requests: number): Counts {
  if (requests >= counts.requests) return counts;
  const share = (value: number) => Math.floor((value * requests) / counts.requests);
  return { ...mapCounts(counts, share), requests };
}
