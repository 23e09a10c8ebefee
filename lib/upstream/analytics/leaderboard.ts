import { z } from "zod";
import { UpstreamError } from "../errors";
import type { ReadOptions } from "../litellm/reading";
import type { WholeRead } from "../litellm/records";
import {
  openReading,
  parseAnswer,
  parseRows,
  readAllRows,
  readAnswer,
  type AnalyticsContext,
  type RawTable,
} from "./reading";
import {
  mapDimensions,
  type ComponentRecord,
  type LeaderboardEntryRecord,
  type LeaderboardPersonRecord,
  type LeaderboardRecord,
  type LeaderboardSnapshotRecord,
  type LeaderboardView,
  type SeasonRecord,
} from "./records";
import {
  wireEntry,
  wireMetrics,
  wirePerson,
  wireSeason,
  wireSignedOrNull,
  wireTable,
  type WireDimension,
  type WireEntry,
  type WireSnapshot,
} from "./schema";
import { toHundredScale } from "./score";

const VIEW_BY_TYPE: Readonly<Record<string, LeaderboardView>> = {
  rolling_live: "current",
  season_month: "monthly",
  season_quarter: "quarterly",
};

/** Null while nothing was computed, or while it is not complete. */
function toSnapshot(wire: WireSnapshot | null | undefined): LeaderboardSnapshotRecord | null {
  if (!wire?.snapshot_id || wire.status !== "completed" || wire.completed_at === null) return null;
  return {
    id: wire.snapshot_id,
    view: VIEW_BY_TYPE[wire.snapshot_type ?? ""] ?? "current",
    seasonKey: wire.season_key,
    periodLabel: wire.period_label ?? wire.season_key ?? "",
    periodStart: wire.period_start,
    periodEnd: wire.period_end,
    isFinal: wire.is_final === true,
    completedAt: wire.completed_at,
    comparisonId: wire.comparison_snapshot_id,
  };
}

function toEntry(row: WireEntry): LeaderboardEntryRecord {
  const scores = mapDimensions((id) => row[`${id}_score`]);
  return {
    rank: row.rank,
    previousRank: row.previous_rank,
    userId: row.user_id,
    name: row.user_name ?? row.user_email ?? row.user_id,
    email: row.user_email?.toLowerCase() ?? null,
    score: row.total_score,
    previousScore: row.previous_score,
    tier: row.tier_name,
    intent: row.usage_intent ?? "explorer",
    dimensions: toHundredScale(scores, row.total_score),
    spendUsd: row.total_spend,
  };
}

/** The entries of a table of `/leaderboard/entries`, one for each person. */
export function toEntries(rows: readonly WireEntry[]): LeaderboardEntryRecord[] {
  const entries = new Map<string, LeaderboardEntryRecord>();
  for (const row of rows) {
    if (!entries.has(row.user_id)) entries.set(row.user_id, toEntry(row));
  }
  return [...entries.values()];
}

/** The newest complete snapshot of a view, or none while there is none. Cheap: one request. */
export async function findLeaderboardSnapshot(
  context: AnalyticsContext,
  view: LeaderboardView,
  options: ReadOptions = {},
): Promise<WholeRead<LeaderboardSnapshotRecord>> {
  const reading = openReading(context, options);
  const { metadata } = await readAnswer(reading, wireMetrics, "/leaderboard/summary", { view });
  const snapshot = toSnapshot(metadata?.snapshot);
  return reading.finish(snapshot === null ? [] : [snapshot]);
}

function checkWhole(table: RawTable, entries: readonly unknown[], snapshotId: string): void {
  const { snapshot, totalCount } = table;
  if (snapshot?.snapshot_id !== snapshotId) {
    const words = "The analytics API answered with another leaderboard than the one asked for.";
    throw new UpstreamError("unstable", words, { isTransient: true });
  }
  if (totalCount === entries.length) return;
  throw new UpstreamError(
    "unstable",
    `The analytics API's leaderboard has ${totalCount ?? 0} people, but ${entries.length} could be read. The one before is kept.`,
    { isTransient: true },
  );
}

/**
 * A leaderboard as a whole: all pages of one snapshot, which is named with each request.
 * @throws {UpstreamError} unstable when a page is of another snapshot or people are missing
 */
export async function readLeaderboard(
  context: AnalyticsContext,
  snapshotId: string,
  options: ReadOptions = {},
): Promise<WholeRead<LeaderboardRecord>> {
  const reading = openReading(context, options);
  const table = await readAllRows(reading, "/leaderboard/entries", { snapshot_id: snapshotId });
  const rows = parseRows(reading, wireEntry, table.rows, "an entry of the leaderboard");
  const entries = toEntries(rows);
  checkWhole(table, entries, snapshotId);
  const snapshot = toSnapshot(table.snapshot);
  if (snapshot === null) {
    throw new UpstreamError("unstable", "The leaderboard was not complete any more.");
  }
  return reading.finish([{ snapshot, entries }]);
}

/** Closed seasons, the newest first. */
export async function listSeasons(
  context: AnalyticsContext,
  view: Exclude<LeaderboardView, "current">,
  options: ReadOptions = {},
): Promise<WholeRead<SeasonRecord>> {
  const reading = openReading(context, options);
  // This list alone takes at most 200 a page; there are never so many seasons.
  const path = "/leaderboard/seasons";
  const { data } = await readAnswer(reading, wireTable, path, { view, page: 0, per_page: 200 });
  reading.rowsRead = data.rows.length;
  const seasons = parseRows(reading, wireSeason, data.rows, "a season").map((row) => ({
    seasonKey: row.season_key,
    periodLabel: row.period_label ?? row.season_key,
    snapshotId: row.snapshot_id,
    totalPeople: row.total_users,
    completedAt: row.completed_at,
  }));
  return reading.finish(seasons);
}

function toComponents(dimension: WireDimension | undefined): ComponentRecord[] {
  return (dimension?.components ?? []).map((component) => ({
    key: component.key,
    label: component.label ?? component.key,
    weight: component.weight,
    score: Math.round(component.normalized * 10_000) / 100,
    evidence: component.display_value ?? "",
  }));
}

function toCounts(metrics: Record<string, unknown>): Record<string, number> {
  const known = Object.entries(metrics).flatMap(([key, value]): [string, number][] => {
    const count = wireSignedOrNull.catch(null).parse(value);
    return count === null ? [] : [[key, count]];
  });
  return Object.fromEntries(known);
}

/** What is known of one person beside the six scores; null where the snapshot does not have them. */
export function toPerson(body: unknown): LeaderboardPersonRecord | null {
  const { data } = parseAnswer(wirePerson, body, "/leaderboard/user");
  if (!data.user_id || !data.dimensions) return null;
  const byId = new Map(data.dimensions.map((dimension) => [dimension.id, dimension]));
  return {
    userId: data.user_id,
    projects: data.projects ?? [],
    components: mapDimensions((id) => toComponents(byId.get(id))),
    summary: toCounts(data.summary_metrics ?? {}),
  };
}

/** One person's details, or none where the snapshot does not have the person. */
export async function findLeaderboardPerson(
  context: AnalyticsContext,
  userId: string,
  snapshotId: string,
  options: ReadOptions = {},
): Promise<WholeRead<LeaderboardPersonRecord>> {
  const reading = openReading(context, options);
  const path = `/leaderboard/user/${encodeURIComponent(userId)}`;
  const body = await readAnswer(reading, z.unknown(), path, { snapshot_id: snapshotId });
  const person = toPerson(body);
  return reading.finish(person === null ? [] : [person]);
}
