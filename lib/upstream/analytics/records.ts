import type { Decimal } from "@/lib/money";

/** What the rest of the product knows of the analytics API. Only this folder knows its field names. */

/** From `from` to before `to`. */
export interface TimeWindow {
  from: Date;
  to: Date;
}

/** Narrows what is counted; what is left out does not narrow. An empty list must not be asked for: it counts all. */
export interface ReadFilter {
  /** Names without a comma. */
  projects?: readonly string[];
  /** The upstream's own ids. */
  users?: readonly string[];
}

/** What one person spent in a window; the four uses need not add up to the total. */
export interface ActivityRecord {
  /** A lower-case e-mail address, or the upstream's id where it could not resolve one. */
  identity: string;
  assistantUsd: Decimal;
  workflowUsd: Decimal;
  datasourceUsd: Decimal;
  cliUsd: Decimal;
  totalUsd: Decimal;
  assistantTokens: number;
  workflowTokens: number;
  datasourceTokens: number;
  totalTokens: number;
}

export type MetricUnit = "usd" | "count" | "percent" | "duration" | "time" | "text";

/** One of a summary's figures, each of its own kind. A value that is not there ("N/A") is null. */
export interface MetricRecord {
  id: string;
  label: string;
  unit: MetricUnit;
  value: number | string | null;
  /** The window it always has, whatever was asked for, in the upstream's words. */
  fixedTimeframe: string | null;
}

/** A row of a table by name. What is not there is null; a person is counted once a row. */
export interface TableRecord {
  name: string;
  labels: Readonly<Record<string, string | null>>;
  counts: Readonly<Record<string, number | null>>;
  costUsd: Decimal | null;
}

export interface CliPersonRecord {
  userId: string;
  name: string;
  email: string | null;
  classification: string;
  sessions: number;
  linesAdded: number;
  linesRemoved: number;
  /** May be negative. */
  netLines: number;
  costUsd: Decimal;
}

export interface DirectoryPersonRecord {
  userId: string;
  name: string;
}

export type LeaderboardView = "current" | "monthly" | "quarterly";

export interface LeaderboardSnapshotRecord {
  id: string;
  view: LeaderboardView;
  seasonKey: string | null;
  periodLabel: string;
  periodStart: Date | null;
  periodEnd: Date | null;
  isFinal: boolean;
  completedAt: Date;
  comparisonId: string | null;
}

export const DIMENSIONS = ["d1", "d2", "d3", "d4", "d5", "d6"] as const;
export type Dimension = (typeof DIMENSIONS)[number];
/** Scores from 0 to 100. */
export type DimensionScores = Readonly<Record<Dimension, number>>;

export function mapDimensions<T>(valueOf: (id: Dimension) => T): Readonly<Record<Dimension, T>> {
  return {
    d1: valueOf("d1"),
    d2: valueOf("d2"),
    d3: valueOf("d3"),
    d4: valueOf("d4"),
    d5: valueOf("d5"),
    d6: valueOf("d6"),
  };
}

export interface LeaderboardEntryRecord {
  rank: number;
  previousRank: number | null;
  userId: string;
  name: string;
  email: string | null;
  score: number;
  previousScore: number | null;
  tier: string;
  intent: string;
  dimensions: DimensionScores;
  spendUsd: Decimal;
}

export interface LeaderboardRecord {
  snapshot: LeaderboardSnapshotRecord;
  entries: readonly LeaderboardEntryRecord[];
}

export interface SeasonRecord {
  seasonKey: string;
  periodLabel: string;
  snapshotId: string;
  totalPeople: number;
  completedAt: Date | null;
}

export interface ComponentRecord {
  key: string;
  label: string;
  /** Its share of the dimension, 0 to 1. */
  weight: number;
  /** 0 to 100. */
  score: number;
  /** What was counted, in the upstream's words. */
  evidence: string;
}

export interface LeaderboardPersonRecord {
  userId: string;
  projects: readonly string[];
  components: Readonly<Record<Dimension, readonly ComponentRecord[]>>;
  /** Counts by the upstream's key, for example `cli_sessions`. */
  summary: Readonly<Record<string, number>>;
}
