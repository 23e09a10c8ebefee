import { z } from "zod";
import { formatSchema, orderSchema, pageSchema, searchSchema, whoShape } from "./schema";

export const DIMENSION_IDS = ["d1", "d2", "d3", "d4", "d5", "d6"] as const;
export type DimensionId = (typeof DIMENSION_IDS)[number];
export type DimensionScores = Record<DimensionId, number>;

export function mapDimensions<T>(valueOf: (id: DimensionId) => T): Record<DimensionId, T> {
  return {
    d1: valueOf("d1"),
    d2: valueOf("d2"),
    d3: valueOf("d3"),
    d4: valueOf("d4"),
    d5: valueOf("d5"),
    d6: valueOf("d6"),
  };
}

export const TIERS = ["pioneer", "expert", "advanced", "practitioner", "newcomer"] as const;
export const INTENTS = [
  "sdlc_unicorn",
  "developer",
  "workflow_architect",
  "workflow_user",
  "platform_builder",
  "ai_user",
  "explorer",
] as const;
export const LEADERBOARD_VIEWS = ["current", "monthly", "quarterly"] as const;
export type LeaderboardViewName = (typeof LEADERBOARD_VIEWS)[number];

export const LEADERBOARD_SORTS = [
  "rank",
  "name",
  "score",
  "rank_change",
  "score_change",
  ...DIMENSION_IDS,
  "spend",
] as const;
export type LeaderboardSort = (typeof LEADERBOARD_SORTS)[number];

const boardShape = {
  view: z.enum(LEADERBOARD_VIEWS).default("current"),
  /** A season's key, for example 2026-10 or 2026-Q3; the newest where it is missing. */
  season: z.string().max(20).default(""),
};

export const leaderboardQuerySchema = z.object({
  ...boardShape,
  ...whoShape,
  q: searchSchema,
  tier: z.enum(TIERS).optional(),
  intent: z.string().max(40).optional(),
  sort: z.enum(LEADERBOARD_SORTS).default("rank"),
  order: orderSchema.default("asc"),
  page: pageSchema,
  format: formatSchema,
});
export type LeaderboardQuery = z.infer<typeof leaderboardQuerySchema>;

export const boardQuerySchema = z.object({ ...boardShape, ...whoShape, format: formatSchema });
export type BoardQuery = z.infer<typeof boardQuerySchema>;

export const boardPersonQuerySchema = z.object({ ...boardShape, format: formatSchema });
export type BoardPersonQuery = z.infer<typeof boardPersonQuerySchema>;

export const nameSharingSchema = z.object({ is_name_shared: z.boolean() });

/** Which board an answer is about. */
export interface BoardInfo {
  snapshot_id: string;
  view: LeaderboardViewName;
  season_key: string | null;
  period_label: string;
  /** ISO times, UTC. */
  period_start: string | null;
  period_end: string | null;
  completed_at: string;
  is_final: boolean;
  /** Dimensions that the upstream could not collect: zero for everybody, so scores are too low. */
  zero_dimensions: DimensionId[];
}

export interface LeaderboardRow {
  /** Names the person in the leaderboard's addresses and says nothing else. */
  person_ref: string;
  rank: number;
  /** Positive: climbed. Null for who was not on the board before, and where a board is not comparable. */
  rank_change: number | null;
  /** An alias where the name is not shown. */
  name: string;
  is_name_hidden: boolean;
  is_me: boolean;
  score: number;
  score_change: number | null;
  tier: string;
  intent: string;
  dimensions: DimensionScores;
  /** Null where names may be hidden: it would give them away. */
  spend_usd: number | null;
}

export type NamesMode = "all" | "opt-in" | "alias";

/** `GET …/leaderboard`. `total` counts what the viewer may see. */
export interface LeaderboardList {
  board: BoardInfo | null;
  names: NamesMode;
  /** Fewer people than the smallest group, with names hidden: nobody is listed. */
  is_withheld: boolean;
  items: LeaderboardRow[];
  total: number;
  page: number;
  page_size: number;
}

export interface Season {
  season_key: string;
  period_label: string;
}

/** Null counts are of groups too small to be shown. */
export interface LeaderboardOverview {
  board: BoardInfo | null;
  names: NamesMode;
  min_group: number;
  is_withheld: boolean;
  people: number | null;
  average_score: number | null;
  top_score: number | null;
  tiers: { tier: string; people: number | null }[];
  /** Ten bins of ten points; 100 belongs to the last. */
  scores: { from: number; to: number; people: number | null }[];
  averages: DimensionScores | null;
  seasons: { monthly: Season[]; quarterly: Season[] };
  /** The viewer's own place, whatever else may be seen. */
  me: LeaderboardRow | null;
  is_my_name_shared: boolean;
  top: LeaderboardRow[];
}

export interface ScoreComponent {
  key: string;
  label: string;
  /** Share of the dimension, 0 to 1. */
  weight: number;
  score: number;
  evidence: string;
}

export interface PersonDimension {
  id: DimensionId;
  label: string;
  weight: number;
  score: number;
  /** Of everybody on the board; null where they are too few. */
  average: number | null;
  /** The person's own in the last closed month; null where not on it. */
  last_season: number | null;
  /** Null while they are not read yet. */
  components: ScoreComponent[] | null;
}

/** What would raise a score most: points that a full mark there would add. */
export interface ScoreAdvice {
  dimension: DimensionId;
  label: string;
  points: number;
}

/** `GET …/leaderboard/people/{ref}` */
export interface LeaderboardPerson {
  board: BoardInfo;
  person: LeaderboardRow;
  people: number;
  dimensions: PersonDimension[];
  advice: ScoreAdvice[];
  summary: Record<string, number>;
  last_season_label: string | null;
}
