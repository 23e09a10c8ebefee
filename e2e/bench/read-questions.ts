import { Decimal } from "@/lib/money";
import { addDays, type DayRange } from "@/lib/time";
import {
  listAgentBudgets,
  summarizeByAgent,
  summarizeByChannel,
  summarizeByProvider,
} from "@/lib/usage/store";
import { LAST_DAY, SPEND_LOGS } from "./spend-logs";

const NO_FILTERS = { agentIds: [], providers: [] };

/** What somebody would sum: LiteLLM keeps spend as a floating-point number. */
export const FAST_COST = "sum(spend)";
/** The same to the last digit, to compare with the rollup. */
export const EXACT_COST = "sum(spend::numeric(24, 12))";

/** One answer's row: what it is about, its cost, its counts. */
export interface AnswerRow {
  id: string;
  cost: string;
  counts: readonly number[];
}

/** A panel's question, out of the rollups and out of the raw calls. */
export interface Question {
  name: string;
  /** The product's own function. */
  ask: (tenantId: string, range: DayRange) => Promise<AnswerRow[]>;
  /** Gives `id`, `cost` and the counts as the array `counts`. */
  toRawSql: (cost: string) => string;
  toRawParams: (tenantId: string, range: DayRange) => unknown[];
  /** Budgets have a period of their own; the question is asked for one range only. */
  isDated: boolean;
}

const IN_RANGE = `team_id = $1 AND "startTime" >= $2::date AND "startTime" < $3::date`;

function toRangeParams(tenantId: string, range: DayRange): unknown[] {
  return [tenantId, range.from, addDays(range.to, 1)];
}

const summary: Question = {
  name: "summary",
  ask: async (tenantId, range) => {
    const rows = await summarizeByAgent(tenantId, range, NO_FILTERS);
    return rows.map((row) => ({
      id: row.agent_id,
      cost: row.cost_usd,
      counts: [row.prompt_tokens, row.completion_tokens, row.total_tokens, row.call_count],
    }));
  },
  toRawSql: (cost) => `
    SELECT api_key AS id, ${cost}::text AS cost,
           ARRAY[sum(prompt_tokens), sum(completion_tokens), sum(total_tokens), count(*)]::float8[] AS counts
    FROM ${SPEND_LOGS} WHERE ${IN_RANGE} GROUP BY api_key ORDER BY ${cost} DESC`,
  toRawParams: toRangeParams,
  isDated: true,
};

const byProvider: Question = {
  name: "by-provider",
  ask: async (tenantId, range) => {
    const rows = await summarizeByProvider(tenantId, range, NO_FILTERS);
    return rows.map((row) => ({ id: row.provider, cost: row.cost_usd, counts: [row.call_count] }));
  },
  toRawSql: (cost) => `
    SELECT custom_llm_provider AS id, ${cost}::text AS cost, ARRAY[count(*)]::float8[] AS counts
    FROM ${SPEND_LOGS} WHERE ${IN_RANGE} GROUP BY custom_llm_provider ORDER BY ${cost} DESC`,
  toRawParams: toRangeParams,
  isDated: true,
};

const messageVolume: Question = {
  name: "message-volume",
  ask: async (tenantId, range) => {
    const rows = await summarizeByChannel(tenantId, range, []);
    return rows.map((row) => ({ id: row.channel, cost: "0", counts: [row.message_count] }));
  },
  toRawSql: () => `
    SELECT substr(tag, 9) AS id, '0' AS cost, ARRAY[count(*)]::float8[] AS counts
    FROM ${SPEND_LOGS}, jsonb_array_elements_text(request_tags) tag
    WHERE ${IN_RANGE} AND tag LIKE 'channel:%' GROUP BY tag ORDER BY count(*) DESC`,
  toRawParams: toRangeParams,
  isDated: true,
};

const budgetAlerts: Question = {
  name: "budget-alerts",
  ask: async (tenantId) => {
    const rows = await listAgentBudgets(tenantId, []);
    return rows.map((row) => ({ id: row.agent_id, cost: row.budget_spend_usd, counts: [] }));
  },
  toRawSql: (cost) => `
    SELECT k.api_key AS id, coalesce(u.cost, 0)::text AS cost, '{}'::float8[] AS counts
    FROM litellm_raw.key k
    LEFT JOIN (SELECT api_key, ${cost} AS cost FROM ${SPEND_LOGS} WHERE ${IN_RANGE}
               GROUP BY api_key) u USING (api_key)
    WHERE k.team_id = $1`,
  toRawParams: (tenantId) =>
    toRangeParams(tenantId, { from: addDays(LAST_DAY, -29), to: LAST_DAY }),
  isDated: false,
};

export const QUESTIONS: readonly Question[] = [summary, byProvider, messageVolume, budgetAlerts];

function toComparable(rows: readonly AnswerRow[]): string[] {
  return rows
    .map((row) => [row.id, new Decimal(row.cost).toFixed(12), ...row.counts].join(" "))
    .sort();
}

/** @throws with the first difference: figures of unequal answers would mean nothing. */
export function checkEqual(
  label: string,
  rollup: readonly AnswerRow[],
  raw: readonly AnswerRow[],
): void {
  const ours = toComparable(rollup);
  const theirs = toComparable(raw);
  const index = Array.from({ length: Math.max(ours.length, theirs.length) }, (_, at) => at).find(
    (at) => ours[at] !== theirs[at],
  );
  if (ours.length === 0) throw new Error(`${label}: nothing to compare.`);
  if (index === undefined) return;
  throw new Error(
    `${label}: the rollup says "${ours[index] ?? "nothing"}", the calls say "${theirs[index] ?? "nothing"}".`,
  );
}
