import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { toRoundedUsd } from "@/lib/money";
import { findBoard, findEntry } from "./leaderboard-store";
import { openInsightRequest, type InsightRequest } from "./panel";
import {
  findReachedPerson,
  listPeopleById,
  listProjects,
  searchPeople,
  type PersonRow,
} from "./person-store";
import { type DimensionScores } from "./board-schema";
import {
  ME,
  type CliPersonRow,
  type LookupQuery,
  type PeopleLookup,
  type PersonOption,
} from "./schema";
import type { InsightFilter } from "./scope";
import { listCliPeople } from "./table-store";

const MAX_OPTIONS = 20;
const NOBODY_ASKED = { person: [], project: [] } as const;

function toOption({ id, name, identity }: PersonRow): PersonOption {
  return { id: String(id), name, email: identity.includes("@") ? identity : null };
}

/** People whom the viewer may pick: by a part of the name, or by id for those picked already. */
export async function lookupPeople(viewer: Viewer, query: LookupQuery): Promise<PeopleLookup> {
  const { filter, me } = await openInsightRequest(viewer, NOBODY_ASKED);
  const ids = query.id.filter((id) => id !== ME).map(Number);
  const rows =
    query.id.length > 0
      ? await listPeopleById(filter, ids)
      : await searchPeople(filter, query.q, MAX_OPTIONS);
  const [mine] = me
    ? await listPeopleById({ projectNames: null, personIds: [me.id] }, [me.id])
    : [];
  return { items: rows.map(toOption), me: mine ? toOption(mine) : null };
}

/** Projects whom the viewer may pick. */
export async function lookupProjects(viewer: Viewer, search: string): Promise<string[]> {
  const { filter } = await openInsightRequest(viewer, NOBODY_ASKED);
  const names = await listProjects(filter.projectNames, filter.personIds);
  return names.filter((name) => name.toLowerCase().includes(search.toLowerCase()));
}

/** What other pages show of one person. */
export interface PersonInsight {
  /** Null for who is not on the board, and where the name is hidden on it. */
  leaderboard: {
    score: number;
    rank: number;
    tier: string;
    intent: string;
    dimensions: DimensionScores;
  } | null;
  /** Of the last 30 days; null without any. */
  cli: Pick<
    CliPersonRow,
    "classification" | "sessions" | "lines_added" | "lines_removed" | "net_lines" | "cost_usd"
  > | null;
}

async function readPlace(
  { me }: InsightRequest,
  personId: number,
): Promise<PersonInsight["leaderboard"]> {
  const board = await findBoard("current", "");
  const rule = { names: getSettings().LEADERBOARD_NAMES, myId: me?.id ?? null };
  const entry = board && (await findEntry(board.id, personId, rule));
  if (!entry || entry.is_hidden) return null;
  const { score, rank, tier, intent, d1, d2, d3, d4, d5, d6 } = entry;
  return { score, rank, tier, intent, dimensions: { d1, d2, d3, d4, d5, d6 } };
}

async function readCli(filter: InsightFilter, personId: number): Promise<PersonInsight["cli"]> {
  const [row] = await listCliPeople({
    ...{ period: "30d", filter: { ...filter, personIds: [personId] }, search: "" },
    ...{ sort: "cost", order: "desc", limit: 1, offset: 0 },
  });
  if (!row) return null;
  const { classification, sessions, lines_added, lines_removed, net_lines } = row;
  const cost_usd = toRoundedUsd(row.cost_usd);
  return { classification, sessions, lines_added, lines_removed, net_lines, cost_usd };
}

/** A person's score and work on the command line; null for who is unknown here or out of the viewer's filter. */
export async function findPersonInsight(
  viewer: Viewer,
  email: string,
): Promise<PersonInsight | null> {
  const insight = await openInsightRequest(viewer, NOBODY_ASKED);
  const person = await findReachedPerson(insight.filter, email.toLowerCase());
  if (!person) return null;
  const [leaderboard, cli] = await Promise.all([
    readPlace(insight, person.id),
    readCli(insight.filter, person.id),
  ]);
  return { leaderboard, cli };
}
