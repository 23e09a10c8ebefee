import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { toRoundedUsd } from "@/lib/money";
import { findBoard, listEntriesOf } from "./leaderboard-store";
import { openInsightRequest, type InsightRequest } from "./panel";
import {
  listPeopleById,
  listProjects,
  listReachedPeople,
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

type Places = ReadonlyMap<number, PersonInsight["leaderboard"]>;

/** Who is on the board; null where the name is hidden on it. */
async function readPlaces({ me }: InsightRequest, personIds: readonly number[]): Promise<Places> {
  const board = await findBoard("current", "");
  const rule = { names: getSettings().LEADERBOARD_NAMES, myId: me?.id ?? null };
  const entries = board ? await listEntriesOf(board.id, personIds, rule) : [];
  return new Map(
    entries.map(({ person_id, is_hidden, score, rank, tier, intent, ...entry }) => {
      const { d1, d2, d3, d4, d5, d6 } = entry;
      const place = { score, rank, tier, intent, dimensions: { d1, d2, d3, d4, d5, d6 } };
      return [person_id, is_hidden ? null : place];
    }),
  );
}

async function readCli(filter: InsightFilter, personIds: readonly number[]) {
  const rows = await listCliPeople({
    ...{ key: "30d", filter: { ...filter, personIds }, search: "" },
    ...{ sort: "cost", order: "desc", limit: personIds.length, offset: 0 },
  });
  return new Map(
    rows.map(({ person_id, classification, sessions, ...row }) => {
      const { lines_added, lines_removed, net_lines } = row;
      const cost_usd = toRoundedUsd(row.cost_usd);
      const cli = { classification, sessions, lines_added, lines_removed, net_lines, cost_usd };
      return [person_id, cli];
    }),
  );
}

/** Scores and work on the command line by e-mail; without those who are unknown here or out of the viewer's reach. */
export async function listPersonInsights(
  viewer: Viewer,
  emails: readonly string[],
): Promise<ReadonlyMap<string, PersonInsight>> {
  const insight = await openInsightRequest(viewer, NOBODY_ASKED);
  const people = await listReachedPeople(insight.filter, emails);
  const ids = people.map((person) => person.id);
  const [places, cli] = await Promise.all([readPlaces(insight, ids), readCli(insight.filter, ids)]);
  return new Map(
    people.map(({ id, identity }) => [
      identity,
      { leaderboard: places.get(id) ?? null, cli: cli.get(id) ?? null },
    ]),
  );
}
