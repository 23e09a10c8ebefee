import "server-only";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { DimensionId, DimensionScores, LeaderboardSort, NamesMode } from "./board-schema";
import type { InsightFilter } from "./scope";

export interface BoardRow {
  id: string;
  view: string;
  season_key: string | null;
  period_label: string;
  period_start: Date | null;
  period_end: Date | null;
  completed_at: Date;
  is_final: boolean;
  zero_dimensions: string[];
}

const BOARD_COLUMNS = Prisma.raw(
  "id, view, season_key, period_label, period_start, period_end, completed_at, is_final, zero_dimensions",
);

/** The board of a view and season, the newest without a season. */
export async function findBoard(view: string, season: string): Promise<BoardRow | null> {
  const [row] = await getDatabase().$queryRaw<BoardRow[]>`
    SELECT ${BOARD_COLUMNS} FROM leaderboard_snapshot
    WHERE view = ${view} AND (${season} = '' OR season_key = ${season})
    ORDER BY completed_at DESC LIMIT 1`;
  return row ?? null;
}

export function listBoards(): Promise<
  Pick<BoardRow, "id" | "view" | "season_key" | "period_label">[]
> {
  return getDatabase().$queryRaw`
    SELECT id, view, season_key, period_label FROM leaderboard_snapshot
    WHERE season_key IS NOT NULL ORDER BY season_key DESC`;
}

export interface EntryRow extends DimensionScores {
  person_id: number;
  board_ref: string;
  rank: number;
  previous_rank: number | null;
  score: number;
  previous_score: number | null;
  tier: string;
  intent: string;
  spend_usd: string;
  shown_name: string;
  is_hidden: boolean;
  found: number;
}

/** Whose name may be shown to whom. */
export interface NameRule {
  names: NamesMode;
  /** The viewer's own id, who always sees the own name. */
  myId: number | null;
}

function isShown({ names, myId }: NameRule): Prisma.Sql {
  if (names === "all") return Prisma.sql`true`;
  const isMe = Prisma.sql`p.id IS NOT DISTINCT FROM ${myId}::int`;
  return names === "alias" ? isMe : Prisma.sql`(p.is_name_shared OR ${isMe})`;
}

const shownName = (rule: NameRule) =>
  rule.names === "all"
    ? Prisma.sql`p.name`
    : Prisma.sql`CASE WHEN ${isShown(rule)} THEN p.name ELSE p.alias END`;

/** Percent, underscore and backslash are themselves in a search. */
export function toLikePattern(search: string): string {
  return `%${search.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

/** People within filter: those of the projects and of the list. */
function isReached(filter: InsightFilter): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (filter.personIds) {
    conditions.push(Prisma.sql`e.person_id = ANY(${[...filter.personIds]}::int[])`);
  }
  if (filter.projectNames) {
    conditions.push(Prisma.sql`e.person_id IN (
      SELECT person_id FROM project_person WHERE project_name = ANY(${[...filter.projectNames]}))`);
  }
  return Prisma.join(conditions, " AND ");
}

/** Scores as whole hundredths, which they are: thousands of them are in order in half the time. */
const SORT_EXPRESSIONS: Record<Exclude<LeaderboardSort, "name">, string> = {
  rank: "e.rank",
  score: "(e.score * 100)::int",
  rank_change: "e.previous_rank - e.rank",
  score_change: "((e.score - e.previous_score) * 100)::int",
  d1: "(e.d1 * 100)::int",
  d2: "(e.d2 * 100)::int",
  d3: "(e.d3 * 100)::int",
  d4: "(e.d4 * 100)::int",
  d5: "(e.d5 * 100)::int",
  d6: "(e.d6 * 100)::int",
  spend: "e.spend_usd",
};

function entryColumns(rule: NameRule): Prisma.Sql {
  return Prisma.sql`e.person_id, p.board_ref::text, e.rank, e.previous_rank, e.score::float8 AS score,
    e.previous_score::float8 AS previous_score, e.tier, e.intent, e.d1::float8 AS d1,
    e.d2::float8 AS d2, e.d3::float8 AS d3, e.d4::float8 AS d4, e.d5::float8 AS d5,
    e.d6::float8 AS d6, e.spend_usd::text AS spend_usd, ${shownName(rule)} AS shown_name,
    NOT ${isShown(rule)} AS is_hidden`;
}

export interface EntryQuery {
  snapshotId: string;
  filter: InsightFilter;
  rule: NameRule;
  search: string;
  tier: string | undefined;
  intent: string | undefined;
  sort: LeaderboardSort;
  order: "asc" | "desc";
  limit: number;
  offset: number;
}

/** Where names are open, what the database keeps in lower case; else what is shown, put in lower case now. */
const nameKey = (rule: NameRule) =>
  rule.names === "all" ? Prisma.sql`p.name_key` : Prisma.sql`lower(${shownName(rule)})`;

/** Which entries a question is about, as a table `e`, with their person `p` where that is asked for. */
function toMatching(input: EntryQuery, hasPerson: boolean): Prisma.Sql {
  const { snapshotId, filter, rule, search, tier, intent } = input;
  const conditions = [Prisma.sql`e.snapshot_id = ${snapshotId}`, isReached(filter)];
  if (search !== "") {
    const pattern = toLikePattern(search.toLowerCase());
    conditions.push(Prisma.sql`(${nameKey(rule)} LIKE ${pattern}
      OR (${isShown(rule)} AND lower(p.identity) LIKE ${pattern}))`);
  }
  if (tier !== undefined) conditions.push(Prisma.sql`e.tier = ${tier}`);
  if (intent !== undefined) conditions.push(Prisma.sql`e.intent = ${intent}`);
  const person = hasPerson ? Prisma.sql`JOIN insight_person p ON p.id = e.person_id` : Prisma.empty;
  return Prisma.sql`leaderboard_entry e ${person} WHERE ${Prisma.join(conditions, " AND ")}`;
}

/**
 * One page of a board. A search looks at what is shown, so that it does not uncover what is not. All that match are
 * counted and put in order by as little as it takes; only the page's own rows are read in full.
 */
export function listEntries(input: EntryQuery): Promise<EntryRow[]> {
  const { snapshotId, rule, sort, search } = input;
  const by = sort === "name" ? nameKey(rule) : Prisma.raw(SORT_EXPRESSIONS[sort]);
  const direction = Prisma.raw(input.order === "asc" ? "ASC NULLS LAST" : "DESC NULLS LAST");
  const isSearch = search !== "";
  const matching = Prisma.sql`SELECT e.person_id, e.rank, ${by} AS sort_key
    FROM ${toMatching(input, isSearch || sort === "name")}`;
  // A search is done once and kept; without one an index may know the order, and counting needs no names.
  const counted = isSearch ? Prisma.sql`found` : Prisma.sql`${toMatching(input, false)}`;
  const ordered = isSearch ? Prisma.sql`found` : Prisma.sql`(${matching}) every_one`;
  return getDatabase().$queryRaw<EntryRow[]>`
    WITH found AS (${matching})
    SELECT ${entryColumns(rule)}, (SELECT count(*)::int FROM ${counted}) AS found
    FROM (SELECT person_id, sort_key FROM ${ordered}
          ORDER BY sort_key ${direction}, rank, person_id
          LIMIT ${input.limit} OFFSET ${input.offset}) shown
    JOIN leaderboard_entry e ON e.snapshot_id = ${snapshotId} AND e.person_id = shown.person_id
    JOIN insight_person p ON p.id = e.person_id
    ORDER BY shown.sort_key ${direction}, e.rank, e.person_id`;
}

export interface BoardSums extends Record<DimensionId, number | null> {
  people: number;
  average_score: number | null;
  top_score: number | null;
  tiers: Record<string, number>;
  bins: Record<string, number>;
}

/** Averages and counts over the people within filter. */
export async function summarizeBoard(
  snapshotId: string,
  filter: InsightFilter,
): Promise<BoardSums | null> {
  const [row] = await getDatabase().$queryRaw<BoardSums[]>`
    WITH reached AS MATERIALIZED (
      SELECT score, tier, d1, d2, d3, d4, d5, d6 FROM leaderboard_entry e
      WHERE e.snapshot_id = ${snapshotId} AND ${isReached(filter)})
    SELECT count(*)::int AS people, avg(score)::float8 AS average_score,
           max(score)::float8 AS top_score, avg(d1)::float8 AS d1, avg(d2)::float8 AS d2,
           avg(d3)::float8 AS d3, avg(d4)::float8 AS d4, avg(d5)::float8 AS d5, avg(d6)::float8 AS d6,
           (SELECT coalesce(jsonb_object_agg(tier, n), '{}') FROM (
              SELECT tier, count(*) AS n FROM reached GROUP BY tier) t) AS tiers,
           (SELECT coalesce(jsonb_object_agg(bin, n), '{}') FROM (
              SELECT least(9, floor(score / 10))::int AS bin, count(*) AS n
              FROM reached GROUP BY 1) b) AS bins
    FROM reached`;
  return row ?? null;
}

/** The places of some people on a board. */
export function listEntriesOf(
  snapshotId: string,
  personIds: readonly number[],
  rule: NameRule,
): Promise<EntryRow[]> {
  return getDatabase().$queryRaw<EntryRow[]>`
    SELECT ${entryColumns(rule)}, 1 AS found
    FROM leaderboard_entry e JOIN insight_person p ON p.id = e.person_id
    WHERE e.snapshot_id = ${snapshotId} AND e.person_id = ANY(${[...personIds]}::int[])`;
}

export async function findEntry(
  snapshotId: string,
  personId: number,
  rule: NameRule,
): Promise<EntryRow | null> {
  const [row] = await listEntriesOf(snapshotId, [personId], rule);
  return row ?? null;
}

/** Whether a person is within filter. */
export async function isPersonReached(personId: number, filter: InsightFilter): Promise<boolean> {
  const rows = await getDatabase().$queryRaw<unknown[]>`
    SELECT 1 FROM (SELECT ${personId}::int AS person_id) e WHERE ${isReached(filter)}`;
  return rows.length > 0;
}

export async function findPersonByRef(boardRef: string): Promise<number | null> {
  const [row] = await getDatabase().$queryRaw<{ id: number }[]>`
    SELECT id FROM insight_person WHERE board_ref = ${boardRef}::uuid`;
  return row?.id ?? null;
}

export interface DetailRow {
  components: unknown;
  summary: unknown;
}

export async function findDetail(snapshotId: string, personId: number): Promise<DetailRow | null> {
  return getDatabase().leaderboardDetail.findUnique({
    where: { snapshotId_personId: { snapshotId, personId } },
    select: { components: true, summary: true },
  });
}

export interface MyPerson {
  id: number;
  name: string;
  is_name_shared: boolean;
}

/** The person behind an account; null for who never used what the analytics API counts. */
export async function findPersonByEmail(email: string): Promise<MyPerson | null> {
  const [row] = await getDatabase().$queryRaw<MyPerson[]>`
    SELECT id, name, is_name_shared FROM insight_person WHERE identity = ${email.toLowerCase()}`;
  return row ?? null;
}

export async function setNameShared(personId: number, isShared: boolean): Promise<void> {
  await getDatabase().insightPerson.update({
    where: { id: personId },
    data: { isNameShared: isShared },
  });
}
