import { z } from "zod";
import type { SnapshotState } from "@/lib/freshness/schema";
import { countDays, isIsoDay, toIsoDay } from "@/lib/time";
import type { BudgetStatus } from "./budget-status";
import { MAX_RANGE_DAYS } from "./period";

const isoDaySchema = z
  .string({ error: "is required: a day as YYYY-MM-DD" })
  .refine(isIsoDay, { error: "must be a calendar day as YYYY-MM-DD" });

/** One or many values of a repeatable query parameter. */
export const listSchema = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]))
  .refine((values) => values.length <= 200, { error: "takes at most 200 values" });

export const rangeShape = { start_date: isoDaySchema, end_date: isoDaySchema };

interface RangeInput {
  start_date: string;
  end_date: string;
}

/** The rules every range keeps: in order, not in the future (UTC), at most 400 days. */
export function checkRange(range: RangeInput, context: z.RefinementCtx): void {
  const today = toIsoDay(new Date());
  const refuse = (field: keyof RangeInput, message: string) => {
    context.addIssue({ code: "custom", path: [field], message, input: range[field] });
  };
  if (range.end_date < range.start_date) {
    refuse("end_date", "must not be before start_date");
  } else if (countDays({ from: range.start_date, to: range.end_date }) > MAX_RANGE_DAYS) {
    refuse("start_date", `must be at most ${MAX_RANGE_DAYS} days before end_date`);
  }
  if (range.start_date > today)
    refuse("start_date", `must not be in the future (today is ${today} UTC)`);
  if (range.end_date > today)
    refuse("end_date", `must not be in the future (today is ${today} UTC)`);
}

export const formatSchema = z.enum(["json", "csv"]).default("json");

/** `start_date`, `end_date` (ISO days, both included, UTC), optional repeated `agent_id` and `provider`. */
export const usageQuerySchema = z
  .object({ ...rangeShape, agent_id: listSchema, provider: listSchema, format: formatSchema })
  .superRefine(checkRange);
export type UsageQuery = z.infer<typeof usageQuerySchema>;

export const dailyQuerySchema = z
  .object({
    ...rangeShape,
    agent_id: listSchema,
    provider: listSchema,
    group_by: z.enum(["agent", "provider"]).default("agent"),
    format: formatSchema,
  })
  .superRefine(checkRange);
export type DailyQuery = z.infer<typeof dailyQuerySchema>;

/** `compare`: "previous" adds each day's total of the period before, where that was read as a whole. */
export const costSeriesQuerySchema = z
  .object({
    ...rangeShape,
    agent_id: listSchema,
    provider: listSchema,
    group_by: z.enum(["agent", "provider"]).default("agent"),
    compare: z.enum(["previous", "none"]).default("previous"),
  })
  .superRefine(checkRange);
export type CostSeriesQuery = z.infer<typeof costSeriesQuerySchema>;

/** `compare`: "previous" adds the period before, with the same elapsed share where the period still runs. */
export const payrollQuerySchema = z
  .object({
    ...rangeShape,
    agent_id: listSchema,
    provider: listSchema,
    compare: z.enum(["previous", "none"]).default("previous"),
    format: formatSchema,
  })
  .superRefine(checkRange);
export type PayrollQuery = z.infer<typeof payrollQuerySchema>;

export const budgetQuerySchema = z.object({ agent_id: listSchema, format: formatSchema });
export type BudgetQuery = z.infer<typeof budgetQuerySchema>;

export const tenantDetailQuerySchema = z.object({ format: formatSchema });

/** `days` up to and with today. */
export const ownAgentsQuerySchema = z.object({
  days: z.coerce
    .number({ error: "must be a number of days" })
    .int("must be a whole number of days")
    .min(1, "must be at least 1")
    .max(MAX_RANGE_DAYS, `must be at most ${MAX_RANGE_DAYS}`)
    .default(60),
  format: formatSchema,
});
export type OwnAgentsQuery = z.infer<typeof ownAgentsQuerySchema>;

export const TENANT_PAGE_SIZE = 20;
export const tenantSortSchema = z.enum(["name", "cost", "change", "tokens", "agents", "budget"]);
export type TenantSort = z.infer<typeof tenantSortSchema>;

/** `page` counts from 1. `q` searches in the name and the id. */
export const tenantListQuerySchema = z
  .object({
    ...rangeShape,
    q: z.string().trim().max(200).default(""),
    sort: tenantSortSchema.default("cost"),
    order: z.enum(["asc", "desc"]).default("desc"),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    format: formatSchema,
  })
  .superRefine(checkRange);
export type TenantListQuery = z.infer<typeof tenantListQuerySchema>;

/** `GET …/summary`: one row an agent that has usage in the range, most expensive first. */
export interface UsageSummaryRow {
  agent_id: string;
  agent_name: string;
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  cost_usd: number;
  llm_call_count: number;
}

/** `GET …/by-provider` */
export interface ProviderCostRow {
  provider: string;
  cost_usd: number;
  call_count: number;
}

/** `GET …/by-model`; providers narrow nothing here. */
export interface ModelCostRow {
  model: string;
  cost_usd: number;
  prompt_tokens: number;
  completion_tokens: number;
  /** Part of prompt_tokens. */
  cached_tokens: number;
  total_tokens: number;
  call_count: number;
}

/** `GET …/message-volume`. The row "shared" has calls known to carry several channels. */
export interface MessageVolumeRow {
  channel: string;
  message_count: number;
}

/** `GET …/budget-alerts`. `budget_limit_usd` is null where none is set. */
export interface BudgetAlertRow {
  agent_id: string;
  agent_name: string;
  budget_limit_usd: number | null;
  current_cost_usd: number;
  status: BudgetStatus;
}

/** `GET …/daily`: a row for each day and series that has usage; a day read with nothing has none. */
export interface DailyUsageRow {
  /** UTC day. */
  day: string;
  /** An agent's id or a provider, as `group_by` says. */
  series_id: string;
  series_name: string;
  cost_usd: number;
  total_tokens: number;
  llm_call_count: number;
}

/** `missing_days` were never read as a whole: a gap, not a zero. */
export interface DailyUsage {
  rows: DailyUsageRow[];
  missing_days: string[];
}

export type AgentStatus = "active" | "deleted" | "moved";

export interface PayrollFigures {
  cost_usd: number;
  prompt_tokens: number;
  completion_tokens: number;
  /** Prompt tokens that a provider's cache answered; part of prompt_tokens, not beside them. */
  cached_tokens: number;
  total_tokens: number;
  llm_call_count: number;
}

export interface PayrollRow extends PayrollFigures {
  agent_id: string;
  agent_name: string;
  agent_status: AgentStatus;
  previous_cost_usd: number | null;
  /** Cost over the range in equal steps of days, oldest first; null where nothing was read. */
  trend: (number | null)[];
  budget_limit_usd: number | null;
  budget_spend_usd: number;
  budget_status: BudgetStatus;
}

/** `GET …/payroll`. `total` is the exact sum of `rows`; null where no day of the range was read. */
export interface Payroll {
  range: { start_date: string; end_date: string };
  previous_range: { start_date: string; end_date: string } | null;
  /** Below 1 where the last day still runs: the previous period's last day is weighted by it, an estimate. */
  elapsed_share_of_last_day: number;
  total: PayrollFigures | null;
  previous_total: PayrollFigures | null;
  previous_messages: number | null;
  total_trend: (number | null)[];
  rows: PayrollRow[];
}

export interface BudgetFigures {
  limit_usd: number | null;
  soft_limit_usd: number | null;
  /** LiteLLM's counter for the running budget period. */
  spend_usd: number;
  status: BudgetStatus;
  duration: string | null;
  /** ISO time, as LiteLLM set it. */
  reset_at: string | null;
  is_blocked: boolean;
}

/** `GET /api/portal/usage/{tenantId}` */
export interface TenantDetail {
  tenant_id: string;
  tenant_name: string;
  /** False once LiteLLM no longer lists it; its figures stay. */
  is_listed_upstream: boolean;
  agent_count: number;
  budget: BudgetFigures;
}

export interface TenantListRow {
  tenant_id: string;
  tenant_name: string;
  is_listed_upstream: boolean;
  /** Null where no day of the range was read, as the other figures of the range. */
  cost_usd: number | null;
  previous_cost_usd: number | null;
  total_tokens: number | null;
  llm_call_count: number | null;
  agent_count: number;
  trend: (number | null)[];
  budget: BudgetFigures;
  snapshot_state: SnapshotState;
  /** ISO time of the tenant's own snapshot, null when nothing was read yet. */
  as_of: string | null;
}

/** `GET /api/portal/usage`. `total_*` are over all tenants found, not only this page. */
export interface TenantList {
  items: TenantListRow[];
  total: number;
  page: number;
  page_size: number;
  total_cost_usd: number | null;
  total_previous_cost_usd: number | null;
  total_tokens: number | null;
  total_llm_call_count: number | null;
  /** How many of all found have used up their limit. */
  exceeded_count: number;
  /** How many more have used four fifths of it. */
  warning_count: number;
}

export interface OwnAgentRow {
  tenant_id: string;
  tenant_name: string;
  agent_id: string;
  agent_name: string;
  agent_status: AgentStatus;
  cost_usd: number;
  /** Null where the period before was not read whole. */
  previous_cost_usd: number | null;
  total_tokens: number;
  llm_call_count: number;
  trend: (number | null)[];
  budget_limit_usd: number | null;
  budget_spend_usd: number;
  budget_status: BudgetStatus;
}

/** `GET /api/portal/me/agents`: the keys whose owner is the viewer, most expensive first. */
export interface OwnAgents {
  range: { start_date: string; end_date: string };
  items: OwnAgentRow[];
  /** The exact sum of the items. */
  total_cost_usd: number;
}

export type RefreshState = "idle" | "queued" | "running" | "ok" | "partial" | "failed";

/** `GET` and `POST …/refresh`. */
export interface RefreshProgress {
  state: RefreshState;
  done: number;
  total: number;
  started_at: string | null;
  ended_at: string | null;
  /** Words, when it failed or something was held back. */
  error: string | null;
  /** Seconds until another refresh is accepted; 0 when it is now. */
  retry_after_seconds: number;
}
