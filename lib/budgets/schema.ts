import { z } from "zod";
import { parseBudgetDuration } from "./period";

export const BUDGET_PAGE_SIZE = 20;

/** A tenant is a LiteLLM team, an agent a virtual key, an account a person's customer. */
export const budgetKindSchema = z.enum(["tenant", "agent", "account"]);
export type BudgetKind = z.infer<typeof budgetKindSchema>;

/** Warning from 80 % of the limit, exceeded from 100 %; `none` has no limit. */
export const budgetStateSchema = z.enum(["ok", "warning", "exceeded", "none"]);
export type BudgetState = z.infer<typeof budgetStateSchema>;

export const budgetSortSchema = z.enum(["name", "spent", "limit", "used", "reset", "runs_out"]);
export type BudgetSort = z.infer<typeof budgetSortSchema>;

export const budgetListQuerySchema = z.object({
  /** Searches names, ids and the tenant's name. */
  q: z.string().trim().max(200).default(""),
  /** `attention`: from 80 % of the limit, blocked, or running out before its reset. */
  state: budgetStateSchema.or(z.enum(["attention", "blocked", "all"])).default("all"),
  kind: budgetKindSchema.or(z.literal("all")).default("all"),
  /** Narrows to one tenant: itself and its agents. */
  tenant_id: z.string().max(200).default(""),
  sort: budgetSortSchema.default("used"),
  order: z.enum(["asc", "desc"]).default("desc"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  format: z.enum(["json", "csv"]).default("json"),
});
export type BudgetListQuery = z.infer<typeof budgetListQuerySchema>;

/** One budget. Amounts in USD, shares of 1, times ISO. */
export interface BudgetRow {
  kind: BudgetKind;
  id: string;
  name: string;
  /** Empty for an account, which belongs to a person. */
  tenant_id: string;
  tenant_name: string;
  /** LiteLLM's counter for the running period. */
  spend_usd: number;
  soft_limit_usd: number | null;
  limit_usd: number | null;
  /** The true share, above 1 where it is over; null without a limit. */
  used_share: number | null;
  duration: string | null;
  /** As LiteLLM set it; null where it never resets. */
  reset_at: string | null;
  /** Used share over elapsed share of the period; null where the period is not known or has just begun. */
  pace: number | null;
  state: BudgetState;
  /** When the limit is reached at the period's average rate; null where that is not before the reset. */
  runs_out_at: string | null;
  is_soft_crossed: boolean;
  is_blocked: boolean;
  can_edit: boolean;
}

/** `GET /api/portal/budgets`. The counts are over what search, kind and tenant leave, in every state. */
export interface BudgetList {
  items: BudgetRow[];
  total: number;
  page: number;
  page_size: number;
  counts: Record<BudgetListQuery["state"], number>;
  can_edit_any: boolean;
}

/** Above this an amount is a slip of the keyboard. */
const MAX_AMOUNT_USD = 1e9;
const MAX_TARGETS = 200;

const amountSchema = z
  .number({ error: "must be an amount in USD" })
  .max(MAX_AMOUNT_USD, { error: "must be at most one billion" });
/** Zero stops whatever costs anything. */
export const limitSchema = amountSchema.min(0, { error: "must not be below zero" });
export const positiveSchema = amountSchema.positive({ error: "must be above zero" });

/** LiteLLM's grammar, as far as it means the same in every release. */
export const durationSchema = z
  .string()
  .trim()
  .refine((text) => parseBudgetDuration(text) !== null, {
    error: "must be a number and a unit that LiteLLM knows: 24h, 7d, 2w, 30d or 1mo",
  });

/** What LiteLLM holds of a budget and the portal changes. Null is "none". */
export interface BudgetFields {
  limit_usd: number | null;
  soft_limit_usd: number | null;
  duration: string | null;
  is_blocked: boolean;
}

/** What to change; a field that is missing stays as it is, null clears it. */
export const budgetEditSchema = z
  .strictObject({
    limit_usd: limitSchema.nullable().optional(),
    soft_limit_usd: positiveSchema.nullable().optional(),
    duration: durationSchema.nullable().optional(),
    is_blocked: z.boolean().optional(),
    /** Raises (or lowers) each limit by so many percent; for many at once. */
    limit_percent: z
      .number()
      .min(-95, { error: "must be at least -95" })
      .max(1000, { error: "must be at most 1000" })
      .optional(),
    /** Added to the limit until LiteLLM next resets the budget. */
    top_up_usd: positiveSchema.optional(),
  })
  .refine((edit) => Object.keys(edit).length > 0, {
    error: "must change something",
  })
  .refine(
    (edit) =>
      [edit.limit_usd, edit.limit_percent, edit.top_up_usd].filter((value) => value !== undefined)
        .length <= 1,
    { error: "takes one of a limit, a percentage and a top-up", path: ["limit_usd"] },
  );
export type BudgetEdit = z.infer<typeof budgetEditSchema>;

export const budgetTargetSchema = z.object({
  kind: budgetKindSchema,
  tenant_id: z.string().max(200),
  id: z.string().min(1).max(300),
});
export type BudgetTarget = z.infer<typeof budgetTargetSchema>;

const expectedSchema = z.object({
  limit_usd: z.number().nullable(),
  soft_limit_usd: z.number().nullable(),
  duration: z.string().nullable(),
  is_blocked: z.boolean(),
});

const targetCount = { error: `must be 1 to ${MAX_TARGETS} budgets` };
export const targetsSchema = z
  .array(budgetTargetSchema)
  .min(1, targetCount)
  .max(MAX_TARGETS, targetCount);
/** `expected` is what the person saw; anything else is a conflict. */
export const changedTargetsSchema = z
  .array(budgetTargetSchema.extend({ expected: expectedSchema }))
  .min(1, targetCount)
  .max(MAX_TARGETS, targetCount);
export const reasonSchema = z
  .string()
  .trim()
  .min(3, { error: "must say why, in three letters or more" })
  .max(500, { error: "must be at most 500 letters" });

/** `POST /api/portal/budgets/preview` */
export const budgetPreviewRequestSchema = z.object({
  targets: targetsSchema,
  edit: budgetEditSchema,
});
export type BudgetPreviewRequest = z.infer<typeof budgetPreviewRequestSchema>;

/** `POST /api/portal/budgets/changes` */
export const budgetChangeRequestSchema = z.object({
  targets: changedTargetsSchema,
  edit: budgetEditSchema,
  reason: reasonSchema,
});
export type BudgetChangeRequest = z.infer<typeof budgetChangeRequestSchema>;

/** What an edit would do to one budget. */
export interface BudgetPreview extends BudgetTarget {
  name: string;
  before: BudgetFields;
  after: BudgetFields;
  /** LiteLLM's counter. */
  spend_usd: number;
  /** As LiteLLM gave it. */
  reset_at: string | null;
  /** The edit holds until the reset only. */
  is_top_up: boolean;
  /** Who else has an account's row of LiteLLM's budget table, and a few of them by name. */
  sharing: { budget_id: string; others: number; names: string[] } | null;
  /** Why it cannot be done, by field of the edit; empty when it can. */
  issues: { field: string; rule: string }[];
}

export type BudgetOutcomeName =
  "done" | "unchanged" | "conflict" | "refused" | "invalid" | "failed" | "unclear";

/** What became of one budget of a change. `now` is what LiteLLM has, where it is known. */
export interface BudgetOutcome extends BudgetTarget {
  name: string;
  outcome: BudgetOutcomeName;
  /** Words; null where all of it is done. */
  message: string | null;
  now: BudgetFields | null;
  issues: { field: string; rule: string }[];
}

/** Answer of `…/changes` and of an undo. */
export interface BudgetChangeResult {
  batch_id: string;
  outcomes: BudgetOutcome[];
}

/** One line of a budget's ledger. */
export interface BudgetChangeRow {
  id: string;
  batch_id: string;
  origin: string;
  at: string;
  actor: string;
  outcome: "writing" | "done" | "refused" | "unclear";
  before: Partial<BudgetFields>;
  after: Partial<BudgetFields>;
  reason: string | null;
  error: string | null;
  can_undo: boolean;
}

/** `POST /api/portal/budgets/undo` */
export const budgetUndoRequestSchema = z.object({ batch_id: z.uuid() });

/** A raise that is in force for the running period only. */
export interface TopUpRow {
  amount_usd: number;
  base_limit_usd: number;
  /** The reset that ends it, as LiteLLM gave it. */
  until: string;
  actor: string;
}

/** Where a budget will stand at its reset. Amounts in USD, times ISO, errors and coverage shares of 1. */
export interface BudgetForecast {
  /** Null where it never resets. */
  expected_usd: number | null;
  /** Four times in five the end lies between these. */
  low_usd: number | null;
  high_usd: number | null;
  /** The plain alternative, to compare with. */
  straight_line_usd: number | null;
  /** When the limit is reached; null when it is not, or not within ninety days. */
  runs_out_at: string | null;
  history_days: number;
  /** Under seven days: a plain average with a wide interval. */
  has_little_history: boolean;
  /** How far forecasts from the middle of past months were off, on average. */
  backtest: {
    months: number;
    forecast_error: number;
    straight_line_error: number;
    coverage: number;
  } | null;
}

/** What a difference comes from most likely, or why there is none to tell. */
export type DriftCause =
  | "unknown-period"
  | "missing-days"
  | "reset-due"
  | "counter-is-newer"
  | "days-are-newer"
  | "counter-ahead"
  | "counter-behind";

/** LiteLLM's enforcement counter beside the sum of the period's calls. */
export interface BudgetDrift {
  counter_usd: number;
  ledger_usd: number | null;
  difference_usd: number | null;
  /** Beyond 1 % and $0.10. */
  is_flagged: boolean;
  cause: DriftCause | null;
  /** Days of the period that were not read. */
  missing_days: number;
  /** By how much the counter was read after the days. */
  lag_ms: number;
}

/** `GET /api/portal/budgets/{tenant}/{kind}/{id}`; `-` stands for an account's missing tenant. */
export interface BudgetDetail {
  budget: BudgetRow;
  top_up: TopUpRow | null;
  forecast: BudgetForecast | null;
  drift: BudgetDrift | null;
  /** Newest first, at most 50. */
  changes: BudgetChangeRow[];
}

export const budgetDetailQuerySchema = z.object({
  format: z.enum(["json", "csv"]).default("json"),
});
