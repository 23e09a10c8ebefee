import type { Database, Transaction } from "@/lib/db/client";
import type {
  LeaderboardEntryRecord,
  LeaderboardPersonRecord,
  LeaderboardSnapshotRecord,
} from "@/lib/upstream/analytics/records";
import type { PeopleIds } from "./insight-person-store";

/** Rolling boards beside the newest one that are kept. */
const KEEP_ROLLING = 2;

export async function hasLeaderboard(db: Database, snapshotId: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM leaderboard_snapshot WHERE id = ${snapshotId}`;
  return rows.length > 0;
}

/** Averages of the newest board of a view that was not found wanting; null when there is none. */
export async function findLatestAverages(
  tx: Transaction,
  view: string,
): Promise<Record<string, number> | null> {
  const [row] = await tx.$queryRaw<Record<string, number>[]>`
    SELECT avg(d1)::float8 AS d1, avg(d2)::float8 AS d2, avg(d3)::float8 AS d3,
           avg(d4)::float8 AS d4, avg(d5)::float8 AS d5, avg(d6)::float8 AS d6
    FROM leaderboard_entry WHERE snapshot_id = (
      SELECT id FROM leaderboard_snapshot
      WHERE view = ${view} AND zero_dimensions = '{}' ORDER BY completed_at DESC LIMIT 1)
    HAVING count(*) > 0`;
  return row ?? null;
}

export async function addLeaderboardSnapshot(
  tx: Transaction,
  snapshot: LeaderboardSnapshotRecord,
  zeroDimensions: readonly string[],
  readAt: Date,
): Promise<void> {
  await tx.leaderboardSnapshot.upsert({
    where: { id: snapshot.id },
    create: { ...snapshot, zeroDimensions: [...zeroDimensions], readAt },
    update: {},
  });
}

export async function addLeaderboardEntries(
  tx: Transaction,
  snapshotId: string,
  entries: readonly LeaderboardEntryRecord[],
  ids: PeopleIds,
): Promise<number> {
  const rows = entries.map(({ dimensions, userId, spendUsd, ...entry }) => ({
    ...dimensions,
    personId: ids.get(userId) ?? ids.get(entry.email ?? ""),
    rank: entry.rank,
    previousRank: entry.previousRank,
    score: entry.score,
    previousScore: entry.previousScore,
    tier: entry.tier,
    intent: entry.intent,
    spendUsd: spendUsd.toFixed(),
  }));
  return tx.$executeRaw`
    INSERT INTO leaderboard_entry (snapshot_id, person_id, rank, previous_rank, score, previous_score,
                                   tier, intent, d1, d2, d3, d4, d5, d6, spend_usd)
    SELECT ${snapshotId}, "personId", rank, "previousRank", score, "previousScore", tier, intent,
           d1, d2, d3, d4, d5, d6, "spendUsd"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("personId" int, rank int,
      "previousRank" int, score numeric, "previousScore" numeric, tier text, intent text,
      d1 numeric, d2 numeric, d3 numeric, d4 numeric, d5 numeric, d6 numeric, "spendUsd" numeric)
    ON CONFLICT DO NOTHING`;
}

/** Removes rolling boards that nobody compares with any more. Final ones stay. */
export async function pruneLeaderboards(tx: Transaction): Promise<void> {
  const gone = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM leaderboard_snapshot WHERE id IN (
      SELECT id FROM leaderboard_snapshot WHERE view = 'current'
      ORDER BY completed_at DESC OFFSET ${KEEP_ROLLING}) RETURNING id`;
  const ids = gone.map((row) => row.id);
  await tx.$executeRaw`DELETE FROM leaderboard_entry WHERE snapshot_id = ANY(${ids})`;
  await tx.$executeRaw`DELETE FROM leaderboard_detail WHERE snapshot_id = ANY(${ids})`;
}

export interface OpenPerson {
  person_id: number;
  user_id: string;
}

/** People of the newest rolling board whose components are not read yet, the portal's own first. */
export async function listPeopleWithoutDetail(
  db: Database,
  limit: number,
): Promise<{ snapshotId: string | null; people: OpenPerson[] }> {
  const [newest] = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM leaderboard_snapshot WHERE view = 'current' ORDER BY completed_at DESC LIMIT 1`;
  if (!newest) return { snapshotId: null, people: [] };
  const people = await db.$queryRaw<OpenPerson[]>`
    SELECT e.person_id, p.user_id
    FROM leaderboard_entry e
    JOIN insight_person p ON p.id = e.person_id
    LEFT JOIN "user" u ON u.email = p.identity
    LEFT JOIN leaderboard_detail d ON d.snapshot_id = e.snapshot_id AND d.person_id = e.person_id
    WHERE e.snapshot_id = ${newest.id} AND d.person_id IS NULL AND p.user_id IS NOT NULL
    ORDER BY u.id IS NULL, e.rank LIMIT ${limit}`;
  return { snapshotId: newest.id, people };
}

export interface NewDetail {
  personId: number;
  /** Null where the upstream has none. */
  detail: LeaderboardPersonRecord | null;
}

/** Personal projects are nobody's to manage. */
const isShared = (project: string) => !project.includes("@");

export async function addDetails(
  tx: Transaction,
  snapshotId: string,
  details: readonly NewDetail[],
  readAt: Date,
): Promise<number> {
  const rows = details.map(({ personId, detail }) => ({
    personId,
    components: detail?.components ?? {},
    summary: detail?.summary ?? {},
  }));
  const memberships = details.flatMap(({ personId, detail }) =>
    (detail?.projects ?? []).filter(isShared).map((projectName) => ({ projectName, personId })),
  );
  await addProjectPeople(tx, memberships);
  return tx.$executeRaw`
    INSERT INTO leaderboard_detail (snapshot_id, person_id, components, summary, read_at)
    SELECT ${snapshotId}, "personId", components, summary, ${readAt.toISOString()}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("personId" int, components jsonb, summary jsonb)
    WHERE EXISTS (SELECT 1 FROM leaderboard_snapshot WHERE id = ${snapshotId})
    ON CONFLICT DO NOTHING`;
}

export async function addProjectPeople(
  tx: Transaction,
  memberships: readonly { projectName: string; personId: number }[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO project_person (project_name, person_id)
    SELECT DISTINCT "projectName", "personId"
    FROM jsonb_to_recordset(${JSON.stringify(memberships)}::jsonb)
      AS r("projectName" text, "personId" int)
    ORDER BY 1, 2 ON CONFLICT DO NOTHING`;
}
