/** The part of `usage_daily` that comes from calls which agents told of and the gateway did not charge. */
export const CODING_SOURCE = "coding-agent";

/** A tenant's calls outside the gateway are one agent a harness in its totals; no virtual key has such an id. */
export const CODING_AGENT_PREFIX = "coding-agent:";

const HARNESS_TITLES: Record<string, string> = {
  "claude-code": "Claude Code",
  "claude-cowork": "Claude Cowork",
  codex: "Codex",
  "gemini-cli": "Gemini CLI",
  "qwen-code": "Qwen Code",
  copilot: "GitHub Copilot",
  cursor: "Cursor",
  opencode: "OpenCode",
  cline: "Cline",
  kilo: "Kilo Code",
  pi: "pi",
  litellm: "LiteLLM",
  "gen-ai": "Other agents",
};

/** What a harness is called by people; one that is not known keeps the name it gives itself. */
export function toHarnessTitle(harness: string): string {
  return HARNESS_TITLES[harness] ?? harness;
}

/** What the page's figures are split by. */
export const SPLITS = [
  ...(["provider", "model", "harness", "person", "tenant", "repository"] as const),
  ...(["environment", "billing", "source"] as const),
] as const;
export type Split = (typeof SPLITS)[number];

export const BILLING_TITLES: Record<string, string> = {
  metered: "Metered",
  credits: "Credits of a plan",
  subscription: "Subscription",
  unreported: "Not reported",
};

export const SOURCE_TITLES: Record<string, string> = {
  direct: "Outside the gateway",
  gateway: "Through LiteLLM",
};

/** Amounts in USD; tokens in four buckets without overlap. */
export interface CodingFigures {
  cost_usd: number;
  /** What calls that nobody pays one by one would have cost: no part of the cost. */
  value_usd: number;
  call_count: number;
  failed_call_count: number;
  /** Calls whose price nobody knows: not free. */
  unpriced_count: number;
  developer_count: number;
  uncached_input_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  output_tokens: number;
  lines_added: number;
  lines_removed: number;
  commits: number;
  pull_requests: number;
}

/** `GET /api/portal/coding/summary` */
export interface CodingSummary extends CodingFigures {
  session_count: number;
  /** The cost of the same number of days just before. */
  previous_cost_usd: number;
  previous_call_count: number;
}

/** `GET /api/portal/coding/split`: one row a value, the most expensive first. */
export interface SplitRow extends CodingFigures {
  /** Empty where a call does not say. */
  id: string;
  name: string;
}

/** `GET /api/portal/coding/burn`: what is running now. Slots are five minutes long. */
export interface BurnRate {
  hour_cost_usd: number;
  day_cost_usd: number;
  hour_call_count: number;
  active_sessions: number;
  active_developers: number;
  slots: { at: string; cost_usd: number }[];
  spenders: { person: string; cost_usd: number; call_count: number }[];
}

export interface SessionRow {
  tenant_id: string;
  tenant_name: string;
  harness: string;
  session_id: string;
  person: string;
  model: string;
  repository: string;
  branch: string;
  started_at: string;
  last_at: string;
  call_count: number;
  cost_usd: number;
  value_usd: number;
  unpriced_count: number;
  total_tokens: number;
}

/** `GET /api/portal/coding/sessions`: newest first; `page` counts from 1. */
export interface SessionList {
  items: SessionRow[];
  total: number;
  page: number;
  page_size: number;
}

export interface TimelineCall {
  at: string;
  model: string;
  input_tokens: number;
  cache_read_tokens: number;
  output_tokens: number;
  cost_usd: number | null;
  value_usd: number | null;
  is_failed: boolean;
  /** metered, credits, subscription, unreported */
  billing_mode: string;
  /** direct or gateway */
  charged_by: string;
}

/** `GET /api/portal/coding/sessions/{harness}/{sessionId}`: at most the first 500 calls that count. */
export interface SessionDetail {
  session: SessionRow;
  commit_sha: string;
  calls: TimelineCall[];
}

/** `GET /api/portal/me/telemetry`: the viewer's tokens that may send, and how that went. */
export interface TelemetryToken {
  token_id: string;
  name: string;
  hint: string;
  expires_at: string;
  last_accepted_at: string | null;
  last_rejected_at: string | null;
  rejected_because: string | null;
  services: string[];
  signals: string[];
  temporalities: string[];
}
