import type { CatalogModel } from "./catalog";

export interface BudgetFields {
  maxBudget: number | null;
  softBudget: number | null;
  budgetDuration: string | null;
}

/** A budget row shared by id, as `litellm_budget_table` shows it. */
export interface LinkedBudget extends BudgetFields {
  budgetId: string;
  createdAtMs: number;
}

export interface AgentProfile {
  /** Requests on an ordinary weekday at the end of the history. */
  requestsPerDay: number;
  routes: readonly { model: CatalogModel; endpoint: string; share: number }[];
  /** Each entry is the set of channels one request carries. */
  channelSets: readonly { channels: readonly string[]; share: number }[];
  serverTags: readonly string[];
  promptTokensPerRequest: number;
  completionTokensPerRequest: number;
  cacheReadShare: number;
  cacheWriteShare: number;
  failureShare: number;
  mcpTool: string | null;
}

export interface TeamSpan {
  fromMs: number;
  teamId: string | null;
}

/** What an administrator of the proxy changes beside the budget. */
export interface AdminFields {
  isBlocked: boolean;
  tpmLimit: number | null;
  /** Given, not derived from the duration; gone once it has passed. */
  resetAtMs: number | null;
  /** What the counter says above what was spent: counts that no call explains. */
  counterExtraUsd: number;
  /** Why the proxy refuses to change the row; null: it does not. */
  refusal: string | null;
}

export const NO_ADMIN_FIELDS: Readonly<AdminFields> = {
  isBlocked: false,
  tpmLimit: null,
  resetAtMs: null,
  counterExtraUsd: 0,
  refusal: null,
};

export interface KeyRecord extends BudgetFields, AdminFields {
  index: number;
  token: string;
  keyName: string;
  alias: string | null;
  userId: string | null;
  /** Given to the key itself; teams have theirs. */
  organizationId: string | null;
  createdAtMs: number;
  updatedAtMs: number;
  deletedAtMs: number | null;
  linkedBudget: LinkedBudget | null;
  /** Ascending; the last one is the team the key belongs to now. */
  teams: TeamSpan[];
  homeTenant: Tenant | null;
  profile: AgentProfile;
}

export interface Organization {
  organizationId: string;
  alias: string;
  budget: LinkedBudget;
  createdAtMs: number;
}

export interface Tenant extends BudgetFields, AdminFields {
  index: number;
  teamId: string;
  organizationId: string | null;
  alias: string;
  role: "ordinary" | "spike" | "idle" | "new";
  createdAtMs: number;
  updatedAtMs: number;
  firstDay: number;
  /** null: traffic goes on. */
  lastDay: number | null;
  monthlyTargetUsd: number;
  agentCount: number;
  adminUserId: string;
}

export interface Counts {
  requests: number;
  failed: number;
  promptTokens: number;
  completionTokens: number;
  cacheReadTokens: number;
  cacheCreationTokens: number;
}

/** Requests of one key on one UTC day that share model, endpoint and tags. */
export interface UsageFact {
  day: number;
  key: KeyRecord;
  model: CatalogModel;
  endpoint: string;
  mcpTool: string | null;
  channels: readonly string[];
  /** Without channel and User-Agent tags. */
  otherTags: readonly string[];
  counts: Counts;
  /** When a batch was flushed late: the moment its rows appear. */
  lateUntilMs: number | null;
  /** Only for usage added by a test: its team and its cost are given, not derived. */
  given: { teamId: string | null; picoUsd: bigint; serial: number } | null;
}

/** The part of a fact that is visible at some moment, in one team. */
export interface Slice {
  fact: UsageFact;
  teamId: string | null;
  counts: Counts;
}
