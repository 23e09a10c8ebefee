import { z } from "zod";
import { Decimal } from "@/lib/money";
import { wireAmount, wireCount, wireInstant, wireText } from "../litellm/schema";

/** A value that is not there: null, absent, blank or the text "N/A". */
function isMissing(value: unknown): boolean {
  return value == null || (typeof value === "string" && /^(?:n\/a|none|nan)?$/i.test(value.trim()));
}

const orNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (isMissing(value) ? null : value), schema.nullable());

/** A number of either sign, or the same as text. */
const wireSigned = z.union([z.number(), z.string()]).transform((raw, context) => {
  const value = typeof raw === "number" ? raw : Number(raw.trim() === "" ? NaN : raw);
  if (Number.isFinite(value) && Math.abs(value) <= 1e12) return value;
  context.addIssue("is not a number");
  return z.NEVER;
});

export const wireSignedOrNull = orNull(wireSigned);
/** Averages come as fractions where counts are expected. */
export const wireCountOrNull = orNull(wireAmount.transform((amount) => amount.toNumber()));
export const wireUsd = orNull(wireAmount).transform((amount) => amount ?? new Decimal(0));
export const wireUsdOrNull = orNull(wireAmount);
export const wireWhole = orNull(wireCount).transform((count) => count ?? 0);
export const wireName = z.union([z.string(), z.number()]).transform((name) => String(name).trim());
export const wireTextOrNull = z.preprocess((value) => (isMissing(value) ? null : value), wireText);
export const wireInstantOrNull = z.preprocess(
  (value) => (isMissing(value) ? null : value),
  wireInstant,
);
const wireScore = wireSigned.refine((score) => score >= 0 && score <= 100, {
  error: "is not between 0 and 100",
});
const wireScoreOrZero = orNull(wireScore).transform((score) => score ?? 0);

const wireSnapshot = z.looseObject({
  snapshot_id: wireTextOrNull,
  snapshot_type: wireTextOrNull,
  season_key: wireTextOrNull,
  period_label: wireTextOrNull,
  period_start: wireInstantOrNull,
  period_end: wireInstantOrNull,
  is_final: z.boolean().nullish(),
  status: wireTextOrNull,
  completed_at: wireInstantOrNull,
  comparison_snapshot_id: wireTextOrNull,
});
export type WireSnapshot = z.output<typeof wireSnapshot>;

const wireMetadata = z
  .looseObject({ snapshot: wireSnapshot.nullish(), filters_applied: z.unknown() })
  .nullish();

const wirePagination = z.looseObject({
  page: z.int().nonnegative(),
  per_page: z.int().positive(),
  total_count: wireCount.nullish(),
  has_more: z.boolean(),
});

/** Rows stay raw: one that makes no sense must not cost the others. */
export const wireTable = z.looseObject({
  data: z.looseObject({ rows: z.array(z.record(z.string(), z.unknown())) }),
  metadata: wireMetadata,
  pagination: wirePagination.nullish(),
});

export const wireMetrics = z.looseObject({
  data: z.looseObject({
    metrics: z.array(
      z.looseObject({
        id: z.string().min(1),
        label: wireTextOrNull,
        type: wireTextOrNull,
        format: wireTextOrNull,
        value: z.unknown(),
        fixed_timeframe: wireTextOrNull,
      }),
    ),
  }),
  metadata: wireMetadata,
});
export type WireMetric = z.output<typeof wireMetrics>["data"]["metrics"][number];

export const wireUsers = z.looseObject({
  data: z.looseObject({ users: z.array(z.record(z.string(), z.unknown())) }),
});
export const wireUser = z.looseObject({ id: z.string().min(1), name: wireTextOrNull });

export const wireActivity = z.looseObject({
  user_email: z.string().min(1, { error: "is missing" }),
  assistant_cost: wireUsd,
  workflow_cost: wireUsd,
  datasource_cost: wireUsd,
  cli_cost: wireUsd,
  total_cost: wireUsd,
  assistant_tokens: wireWhole,
  workflow_tokens: wireWhole,
  datasource_tokens: wireWhole,
  llm_tokens: wireWhole,
});
export type WireActivity = z.output<typeof wireActivity>;

export const wireProject = z.looseObject({ project_name: z.string() });

export const wireCliPerson = z.looseObject({
  user_id: wireTextOrNull,
  user_name: wireTextOrNull,
  user_email: wireTextOrNull,
  classification: wireTextOrNull,
  total_sessions: wireWhole,
  total_lines_added: wireWhole,
  total_lines_removed: wireWhole,
  net_lines: wireSignedOrNull,
  total_cost: wireUsd,
});
export type WireCliPerson = z.output<typeof wireCliPerson>;

export const wireEntry = z.looseObject({
  rank: z.int().positive(),
  previous_rank: wireCountOrNull,
  user_id: z.string({ error: "is missing" }).min(1, { error: "is missing" }),
  user_name: wireTextOrNull,
  user_email: wireTextOrNull,
  total_score: wireScore,
  previous_score: wireSignedOrNull,
  tier_name: z.string().min(1),
  d1_score: wireScoreOrZero,
  d2_score: wireScoreOrZero,
  d3_score: wireScoreOrZero,
  d4_score: wireScoreOrZero,
  d5_score: wireScoreOrZero,
  d6_score: wireScoreOrZero,
  total_spend: wireUsd,
  usage_intent: wireTextOrNull,
});
export type WireEntry = z.output<typeof wireEntry>;

export const wireSeason = z.looseObject({
  season_key: z.string().min(1),
  period_label: wireTextOrNull,
  snapshot_id: z.string().min(1),
  total_users: wireWhole,
  completed_at: wireInstantOrNull,
});

const wireComponent = z.looseObject({
  key: z.string().min(1),
  label: wireTextOrNull,
  weight: wireScoreOrZero,
  normalized: wireScoreOrZero,
  display_value: wireTextOrNull,
});

const wireDimension = z.looseObject({
  id: z.string(),
  score: wireScoreOrZero,
  components: z.array(wireComponent).nullish(),
});
export type WireDimension = z.output<typeof wireDimension>;

export const wirePerson = z.looseObject({
  data: z.looseObject({
    user_id: wireTextOrNull.optional(),
    total_score: wireScoreOrZero.optional(),
    projects: z.array(z.string()).nullish(),
    summary_metrics: z.record(z.string(), z.unknown()).nullish(),
    dimensions: z.array(wireDimension).nullish(),
  }),
  metadata: wireMetadata,
});
