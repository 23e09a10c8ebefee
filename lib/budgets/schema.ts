import { z } from "zod";

export const BUDGET_PAGE_SIZE = 20;

/** A tenant is a LiteLLM team, an agent a virtual key, an account a person's customer. */
export const budgetKindSchema = z.enum(["tenant", "agent", "account"]);
export type BudgetKind = z.infer<typeof budgetKindSchema>;

/** Warning from 80 % of the limit, exceeded from 100 %; `none` has no limit. */
export const budgetStateSchema = z.enum(["ok", "warning", "exceeded", "none"]);
export type BudgetState = z.infer<typeof budgetStateSchema>;

export const budgetSortSchema = z.enum(["name", "spent", "limit", "used", "reset"]);
export type BudgetSort = z.infer<typeof budgetSortSchema>;

export const budgetListQuerySchema = z.object({
  /** Searches names, ids and the tenant's name. */
  q: z.string().trim().max(200).default(""),
  state: budgetStateSchema.or(z.literal("blocked")).or(z.literal("all")).default("all"),
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
  counts: Record<BudgetState | "blocked" | "all", number>;
  can_edit_any: boolean;
}
