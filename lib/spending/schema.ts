import { z } from "zod";

export type AccountKind = "web" | "cli" | "premium" | "project" | "other";

export type AccountState = "ok" | "absent" | "failed";

export type SpendChange = "first" | "spend" | "reset" | "recreated" | "lowered" | "gone";

/** `unread`: nobody has asked LiteLLM about this account yet. */
export type ShownState = AccountState | "unread";

/** At this rate; a straight line through the running period. */
export interface Pace {
  per_day_usd: number;
  /** ISO day on which the limit is reached; null where the period ends before. */
  limit_day: string | null;
  /** Spend at the end of the period. */
  projected_usd: number;
}

/** One of a person's accounts as LiteLLM has it. USD rounded to a millionth, times ISO. */
export interface AccountFigures {
  kind: "web" | "cli" | "premium";
  state: ShownState;
  /** When the figures were read; for a failed account the last good reading. */
  as_of: string | null;
  /** Why it could not be read, in words. */
  error: string | null;
  /** Null where it is not known; an account that LiteLLM does not know spent nothing. */
  spend_usd: number | null;
  /** Null: no limit. */
  limit_usd: number | null;
  soft_limit_usd: number | null;
  /** Spend over limit, 1 is all of it; may be more. Null without a limit. */
  used_share: number | null;
  duration: string | null;
  reset_at: string | null;
  is_blocked: boolean;
  pace: Pace | null;
}

/** All of a person's accounts. A request is charged to exactly one of them. */
export interface SpendingTotal {
  spend_usd: number;
  /** True: an account could not be read, so there may be more. */
  is_partial: boolean;
  /** What the accounts with a limit have spent, and their limits; null where none has one. */
  limited_spend_usd: number | null;
  limit_usd: number | null;
  used_share: number | null;
  /** The next reset of any account. */
  reset_at: string | null;
}

/** `GET /api/portal/me/spending` */
export interface PersonSpending {
  person_id: string;
  /** `no_budget`: spends without any limit; `unknown`: LiteLLM knows none of the accounts. */
  budget: "set" | "no_budget" | "unknown" | "unread";
  /** The account that LiteLLM refuses first: refused already, else the next to run out, else the fullest. */
  blocks_first: AccountFigures["kind"] | null;
  total: SpendingTotal;
  accounts: AccountFigures[];
}

export interface SpendDay {
  day: string;
  web_usd: number;
  cli_usd: number;
  premium_usd: number;
}

/** A budget period that has ended. */
export interface EndedPeriod {
  kind: "web" | "cli" | "premium";
  ended_at: string;
  spend_usd: number;
  limit_usd: number | null;
  /** Added up of UTC days; false where the counter was seen to be reset. */
  is_derived: boolean;
}

export interface SpendPart {
  name: string;
  spend_usd: number;
  call_count: number;
}

/** `GET /api/portal/me/spending/history` */
export interface SpendHistory {
  from: string;
  to: string;
  /** The first day of which anything is known; null where nothing is. */
  known_since: string | null;
  /** Every day of the range, oldest first; days before `known_since` are left out. */
  days: SpendDay[];
  /** Of it, USD whose day is an even spread over a time without readings. */
  spread_usd: number;
  periods: EndedPeriod[];
  /** Empty where LiteLLM does not tell; each is a split of the same spend. */
  by_model: SpendPart[];
  by_agent: SpendPart[];
}

export const spendingQuerySchema = z.object({
  format: z.enum(["json", "csv", "text"], { error: "must be json, csv or text" }).optional(),
});

export const MAX_HISTORY_DAYS = 366;

export const historyQuerySchema = z.object({
  days: z.coerce
    .number({ error: "must be a number of days" })
    .int("must be a whole number of days")
    .min(1, "must be at least 1")
    .max(MAX_HISTORY_DAYS, `must be at most ${MAX_HISTORY_DAYS}`)
    .default(60),
  format: z.enum(["json", "csv"], { error: "must be json or csv" }).default("json"),
});
export type HistoryQuery = z.infer<typeof historyQuerySchema>;
