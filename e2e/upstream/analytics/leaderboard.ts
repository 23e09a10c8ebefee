import { mixed, Random, stableUuid } from "../litellm/random";
import { PROJECT_NAMES, type SeedPerson } from "../people";
import { DAY_MS } from "./world";

export type DimensionId = "d1" | "d2" | "d3" | "d4" | "d5" | "d6";

export const DIMENSION_IDS: readonly DimensionId[] = ["d1", "d2", "d3", "d4", "d5", "d6"];
const WEIGHTS = [0.2, 0.2, 0.1, 0.1, 0.3, 0.1];
const TIERS = [
  { name: "pioneer", level: 5, from: 80, color: "#fbbf24" },
  { name: "expert", level: 4, from: 65, color: "#94a3b8" },
  { name: "advanced", level: 3, from: 45, color: "#f97316" },
  { name: "practitioner", level: 2, from: 25, color: "#818cf8" },
  { name: "newcomer", level: 1, from: 0, color: "#6b7280" },
];
export const TIER_LIST = TIERS;

export interface Entry {
  person: SeedPerson;
  rank: number;
  /** Six scores from 0 to 1. */
  scores: readonly number[];
  totalScore: number;
  tier: string;
  intent: string;
  totalSpend: number;
}

export type View = "current" | "monthly" | "quarterly";

export interface Board {
  id: string;
  view: View;
  seasonKey: string | null;
  label: string;
  startMs: number;
  endMs: number;
  completedMs: number;
  comparisonId: string | null;
  entries: readonly Entry[];
}

const tierOf = (score: number) => TIERS.find((tier) => score >= tier.from)?.name ?? "newcomer";

/** The first rule that holds, on scores from 0 to 1. */
function intentOf([d1 = 0, d2 = 0, d3 = 0, d4 = 0, d5 = 0, d6 = 0]: readonly number[]): string {
  if (d1 + d2 + d3 + d4 + d5 + d6 < 0.05) return "explorer";
  const strong = [d1, d2, d3, d5].filter((score) => score >= 0.3).length;
  if (strong >= 3 && d5 >= 0.3 && (d2 >= 0.3 || d4 >= 0.3)) return "sdlc_unicorn";
  if (d5 >= 0.3 && d5 >= 0.8 * Math.max(d1, d2, d3, d4)) return "developer";
  if (d4 >= 0.3 && d4 >= Math.max(d1, d2, d5)) return "workflow_architect";
  if (d3 >= 0.3 && d3 >= Math.max(d1, d2, d5)) return "workflow_user";
  if (d2 >= 0.3 && d2 >= Math.max(d1, d5)) return "platform_builder";
  return d1 >= 0.2 ? "ai_user" : "explorer";
}

const STRENGTHS = [1, 0.7, 0.45, 0.35, 0.95, 0.5];

function drawScores(index: number, season: number): number[] {
  const random = new Random(mixed(0x1ead, index));
  const drawn = random.next();
  const level = index < 8 ? 0.82 - index * 0.07 : drawn ** 1.7;
  return STRENGTHS.map((strength, place) => {
    const hasAny = random.chance(0.35 + 0.6 * level);
    const base = level * strength * random.between(0.75, 1.35);
    const drift = new Random(mixed(0xd1, index, season, place)).between(-0.05, 0.05);
    return hasAny ? Math.round(Math.min(1, Math.max(0, base + drift)) * 1e4) / 1e4 : 0;
  });
}

function toScore(scores: readonly number[]): number {
  const sum = scores.reduce((total, score, place) => total + score * (WEIGHTS[place] ?? 0), 0);
  return Math.round(Math.min(100, sum * 100) * 100) / 100;
}

export function rankPeople(
  people: readonly SeedPerson[],
  season: number,
  zeroed: DimensionId | null,
): Entry[] {
  const scored = people.map((person, index) => {
    const drawn = drawScores(index, season);
    const scores = drawn.map((score, place) => (DIMENSION_IDS[place] === zeroed ? 0 : score));
    return { person, scores, totalScore: toScore(scores), index };
  });
  return scored
    .filter(({ totalScore }) => totalScore > 0)
    .sort((a, b) => b.totalScore - a.totalScore || a.index - b.index)
    .map(({ person, scores, totalScore, index }, place) => ({
      person,
      scores,
      totalScore,
      rank: place + 1,
      tier: tierOf(totalScore),
      intent: intentOf(scores),
      totalSpend: Math.round(totalScore ** 1.5 * 100 * new Random(index).next()) / 100,
    }));
}

const projectsOf = (person: SeedPerson) =>
  person.projectIndexes.flatMap((index) => PROJECT_NAMES[index] ?? []);

export const toEntryProjects = (person: SeedPerson) => [...projectsOf(person), person.email];

const monthStart = (ms: number, offset: number) => {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
};
const MONTH_NAMES =
  "January February March April May June July August September October November December".split(
    " ",
  );

const COMPUTE_HOUR_MS = 2 * 3_600_000;

interface BoardPlan extends Omit<Board, "id" | "entries"> {
  rank: () => readonly Entry[];
}

function toSeasonKey(startMs: number, months: number): string {
  const date = new Date(startMs);
  if (months === 1) return date.toISOString().slice(0, 7);
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

/** The rolling boards of the nights and the final ones of closed months and quarters. */
export class Leaderboards {
  private readonly boards = new Map<string, Board>();
  /** Lets a newer board appear without waiting for a night. */
  extraNights = 0;
  zeroDimension: DimensionId | null = null;

  constructor(
    private readonly people: readonly SeedPerson[],
    private readonly nowMs: () => number,
    private readonly months = 13,
  ) {}

  private get night(): number {
    return Math.floor((this.nowMs() - COMPUTE_HOUR_MS) / DAY_MS) + this.extraNights;
  }

  newest(): Board {
    return this.rolling(this.night);
  }

  /** The newest first. */
  listSeasons(view: Exclude<View, "current">): Board[] {
    const length = view === "monthly" ? 1 : 3;
    const count = Math.floor(this.months / length);
    const month = new Date(this.nowMs()).getUTCMonth();
    const openMs = monthStart(this.nowMs(), length === 1 ? 0 : -(month % 3));
    return Array.from({ length: count }, (_, index) =>
      this.season(view, length, monthStart(openMs, -length * (index + 1))),
    );
  }

  /** By snapshot id, else by view and season; null when there is none. */
  find(query: URLSearchParams): Board | null {
    const id = query.get("snapshot_id");
    if (id !== null) return this.boards.get(id) ?? this.listAll().find((b) => b.id === id) ?? null;
    const view = query.get("view") ?? "current";
    if (view !== "monthly" && view !== "quarterly") return this.newest();
    const seasons = this.listSeasons(view);
    const key = query.get("season_key");
    return (key === null ? seasons[0] : seasons.find((board) => board.seasonKey === key)) ?? null;
  }

  previousOf(board: Board): Board | null {
    if (board.comparisonId === null) return null;
    return this.find(new URLSearchParams({ snapshot_id: board.comparisonId }));
  }

  private listAll(): Board[] {
    const nights = [this.night, this.night - 1].map((night) => this.rolling(night));
    return [...nights, ...this.listSeasons("monthly"), ...this.listSeasons("quarterly")];
  }

  /** Ranking 12,000 people takes a moment; boards that nobody opens are never ranked. */
  private remember(id: string, create: () => BoardPlan): Board {
    const known = this.boards.get(id);
    if (known) return known;
    const { rank, ...plan } = create();
    let ranked: readonly Entry[] | null = null;
    const board: Board = {
      ...plan,
      id,
      get entries() {
        return (ranked ??= rank());
      },
    };
    this.boards.set(id, board);
    return board;
  }

  private rolling(night: number): Board {
    const zeroed = night === this.night ? this.zeroDimension : null;
    const id = (number: number, mark: string) => stableUuid(`rolling:${number}${mark}`);
    const endMs = night * DAY_MS + COMPUTE_HOUR_MS;
    return this.remember(id(night, zeroed ?? ""), () => ({
      view: "current",
      seasonKey: null,
      label: "Current 30 days",
      startMs: endMs - 29 * DAY_MS,
      endMs,
      completedMs: endMs + 464_019,
      comparisonId: id(night - 1, ""),
      rank: () => rankPeople(this.people, night, zeroed),
    }));
  }

  private season(view: Exclude<View, "current">, length: number, startMs: number): Board {
    const endMs = monthStart(startMs, length);
    const key = toSeasonKey(startMs, length);
    const name = MONTH_NAMES[new Date(startMs).getUTCMonth()] ?? "";
    return this.remember(stableUuid(`season:${key}`), () => ({
      view,
      seasonKey: key,
      label: length === 1 ? `${name} ${new Date(startMs).getUTCFullYear()}` : key,
      startMs,
      endMs: endMs - 1,
      completedMs: endMs + 9_070_500,
      comparisonId: stableUuid(`season:${toSeasonKey(monthStart(startMs, -length), length)}`),
      rank: () => rankPeople(this.people, Math.floor(startMs / DAY_MS), null),
    }));
  }
}
