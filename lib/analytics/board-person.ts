import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/auth/policy";
import type { Panel } from "@/lib/http/panel";
import {
  DIMENSION_IDS,
  type BoardPersonQuery,
  type DimensionScores,
  type LeaderboardPerson,
  type PersonDimension,
  type ScoreComponent,
} from "./board-schema";
import { DIMENSION_LABELS, DIMENSION_WEIGHTS, listAdvice } from "./dimensions";
import { toAverages, toBoardInfo, toNotFound, toRow, toRule } from "./leaderboard";
import {
  findBoard,
  findDetail,
  findEntry,
  findPersonByRef,
  isPersonReached,
  summarizeBoard,
  type EntryRow,
} from "./leaderboard-store";
import { loadFirst, openInsightPanel, type InsightRequest } from "./panel";
import type { InsightFilter } from "./scope";

const EVERYBODY: InsightFilter = { projectNames: null, personIds: null };
const NOBODY_ASKED = { person: [], project: [] } as const;

const componentsSchema = z.record(
  z.string(),
  z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      weight: z.number(),
      score: z.number(),
      evidence: z.string(),
    }),
  ),
);
const summarySchema = z.record(z.string(), z.number());

/** One's own page is always one's own; the others' only within filter. */
async function findPersonId(insight: InsightRequest, ref: string): Promise<number> {
  const myId = insight.me?.id ?? null;
  const isRef = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(ref);
  const personId = ref === "me" ? myId : isRef ? await findPersonByRef(ref) : null;
  if (personId === null) throw toNotFound();
  if (personId !== myId && !(await isPersonReached(personId, insight.filter))) throw toNotFound();
  return personId;
}

async function readPerson(
  insight: InsightRequest,
  ref: string,
  query: BoardPersonQuery,
): Promise<LeaderboardPerson> {
  const personId = await findPersonId(insight, ref);
  const board = await findBoard(query.view, query.season);
  const rule = toRule(insight);
  const entry = board && (await findEntry(board.id, personId, rule));
  if (!entry) throw toNotFound();
  const month = await findBoard("monthly", "");
  const [sums, detail, before] = await Promise.all([
    summarizeBoard(board.id, EVERYBODY),
    findDetail(board.id, personId),
    month && findEntry(month.id, personId, rule),
  ]);
  const components = componentsSchema.safeParse(detail?.components);
  const summary = summarySchema.safeParse(detail?.summary);
  const dimensions = toDimensions({
    entry,
    averages: toAverages(sums),
    before,
    components: components.success ? components.data : {},
  });
  return {
    board: toBoardInfo(board),
    person: toRow(entry, board, rule),
    people: sums?.people ?? 0,
    dimensions,
    advice: listAdvice(dimensions),
    // Counts of one's work are as telling as a name.
    summary: summary.success && !entry.is_hidden ? summary.data : {},
    last_season_label: before && month ? month.period_label : null,
  };
}

interface DimensionInput {
  entry: EntryRow;
  averages: DimensionScores | null;
  before: EntryRow | null;
  components: Record<string, ScoreComponent[]>;
}

function toDimensions({ entry, averages, before, components }: DimensionInput): PersonDimension[] {
  return DIMENSION_IDS.map((id) => ({
    id,
    label: DIMENSION_LABELS[id],
    weight: DIMENSION_WEIGHTS[id],
    score: entry[id],
    average: averages?.[id] ?? null,
    last_season: before?.[id] ?? null,
    components: components[id] ?? null,
  }));
}

/**
 * One person's six dimensions beside the average and the last month; `ref` "me" is the viewer.
 * @throws {AppError} not_found for who is unknown, not on the board or out of reach
 */
export async function openLeaderboardPerson(
  viewer: Viewer,
  ref: string,
  query: BoardPersonQuery,
): Promise<Panel<LeaderboardPerson>> {
  const panel = openInsightPanel("leaderboard", viewer, NOBODY_ASKED, (insight) =>
    readPerson(insight, ref, query),
  );
  return loadFirst(await panel);
}
