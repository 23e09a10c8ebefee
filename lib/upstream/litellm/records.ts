import type { Decimal } from "@/lib/money";
import type { IsoDay } from "@/lib/time";

/** What the rest of the product knows of LiteLLM: its rows in our words. Only this folder knows its field names. */

export interface BudgetRecord {
  maxBudgetUsd: Decimal | null;
  softBudgetUsd: Decimal | null;
  /** LiteLLM's enforcement counter for the running budget period. */
  budgetSpendUsd: Decimal;
  /** LiteLLM's grammar, for example `30d` or `1mo`. */
  budgetDuration: string | null;
  /** As the server gave it; never computed here. */
  budgetResetAt: Date | null;
  isBlocked: boolean;
  createdAt: Date | null;
}

/** A team, or an organization with its teams. */
export interface TenantRecord extends BudgetRecord {
  tenantId: string;
  name: string | null;
  isOrganization: boolean;
}

/** A virtual key. */
export interface AgentRecord extends BudgetRecord {
  /** The key's sha256 hash. */
  agentId: string;
  tenantId: string | null;
  name: string | null;
  /** The masked key, `sk-...a1B2`. */
  keyName: string | null;
  /** The e-mail of the user it belongs to, in lower case; null where that is nobody with an e-mail. */
  ownerEmail: string | null;
}

export interface UsageMetrics {
  costUsd: Decimal;
  promptTokens: number;
  completionTokens: number;
  cacheReadTokens: number;
  cacheCreationTokens: number;
  totalTokens: number;
  callCount: number;
  failedCallCount: number;
}

/** One agent's usage of a tenant on one UTC day. Both splits add up to `metrics`; never add one to the other. */
export interface AgentDayRecord {
  day: IsoDay;
  agentId: string;
  agentName: string | null;
  metrics: UsageMetrics;
  byProvider: ReadonlyMap<string, UsageMetrics>;
  byModel: ReadonlyMap<string, UsageMetrics>;
}

/** Calls of one agent on one UTC day that carried the tag. A call with two tags is in two records. */
export interface TagDayRecord {
  day: IsoDay;
  tag: string;
  agentId: string;
  /** The key's team now, which need not be its team then. */
  currentTenantId: string | null;
  callCount: number;
}

/** One call of the spend logs. */
export interface LoggedCallRecord {
  /** The tenant of its key when it was made. */
  tenantId: string | null;
  tags: readonly string[];
}

export interface ModelPriceRecord {
  modelGroup: string;
  model: string;
  provider: string;
  mode: string | null;
  /** Null is "no price", which is not free. */
  inputUsdPerToken: Decimal | null;
  outputUsdPerToken: Decimal | null;
}

/** A row of the budget table that customers link to. */
export interface BudgetRowRecord {
  budgetId: string;
  maxBudgetUsd: Decimal | null;
  softBudgetUsd: Decimal | null;
  duration: string | null;
  /** As the server gave it; never computed here. */
  resetAt: Date | null;
  /** False where the answer had no date at all, which is not "never". */
  isResetTold: boolean;
}

/** A customer (end user). Its budget is a row of its own, which it may share. */
export interface CustomerRecord {
  /** Exactly as LiteLLM has it. */
  customerId: string;
  alias: string | null;
  /** Since the budget's last reset. */
  spendUsd: Decimal;
  isBlocked: boolean;
  budgetId: string | null;
}

/** What a customer spent on a UTC day. Both splits are the whole day: never add one to the other. */
export interface CustomerActivityRecord {
  customerId: string;
  day: IsoDay;
  byModel: ReadonlyMap<string, SpendAndCalls>;
  byAgent: ReadonlyMap<string, SpendAndCalls>;
}

export interface SpendAndCalls {
  spendUsd: Decimal;
  callCount: number;
}

/** What a read cost and what it had to leave out. */
export interface ReadReport {
  pages: number;
  requests: number;
  retries: number;
  rowsRead: number;
  rowsRejected: number;
  /** Up to five reasons in words, without secrets. */
  rejections: readonly string[];
  /** How many of the rejected rows belong to which day; empty for reads without days. */
  rejectedByDay: ReadonlyMap<IsoDay, number>;
}

/** What LiteLLM says of itself. */
export interface HealthRecord {
  isReady: boolean;
  database: "connected" | "not_connected" | "unknown";
  /** For example `1.93.0`; null where it does not tell. */
  version: string | null;
  /** Releases from 1.84 tell strangers less; helps to guess the version where it is not told. */
  answerForm: "details" | "full" | "minimal" | "none";
  /** LiteLLM's clock minus ours, to a second; null when it sent none. */
  clockOffsetMs: number | null;
}

/** One customer by itself; null where LiteLLM does not know it. */
export interface CustomerReading {
  customer: CustomerRecord | null;
  budget: BudgetRowRecord | null;
  report: ReadReport;
  readAt: Date;
}

/** All customers that were wanted, and the budget rows they link to, each once. */
export interface CustomerList extends WholeRead<CustomerRecord> {
  budgets: readonly BudgetRowRecord[];
  /** Customers whose row made no sense. */
  illegibleIds: readonly string[];
  /** How many were not wanted. */
  skipped: number;
}

/** A read that is whole. A read that is not throws. */
export interface WholeRead<T> {
  records: readonly T[];
  report: ReadReport;
  /** When the read began, by our clock. */
  readAt: Date;
  /** The upstream's clock minus ours, to a second; null when it sent none. */
  clockOffsetMs: number | null;
}

export interface CustomerActivityRead extends WholeRead<CustomerActivityRecord> {
  /** Whose ids have a comma: nothing was asked of them. */
  unaskableIds: readonly string[];
}

export interface LoggedCalls extends WholeRead<LoggedCallRecord> {
  isWhole: boolean;
}
