import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { parseUsd, roundSharesToMicroUsd, sumUsd, toRoundedUsd } from "@/lib/money";
import { toPreviousPeriod } from "@/lib/usage/period";
import { toCostSeries } from "@/lib/usage/to-cost-series";
import { countActive, listSlots, listSpendersOfHour } from "./burn-store";
import { listTelemetryTokens } from "./health-store";
import {
  countSessions,
  findSession,
  listCallDays,
  listSessionCalls,
  listSessionRows,
  listTenantNames,
  splitCalls,
  sumCalls,
  type CodingQuestion,
  type CodingScope,
  type FiguresRow,
  type StoredSession,
} from "./page-store";
import { openCodingPanel, toCodingScope } from "./panel";
import type {
  BurnQuery,
  CodingQuery,
  SessionQuery,
  SessionsQuery,
  SplitQuery,
} from "./query-schema";
import {
  BILLING_TITLES,
  SOURCE_TITLES,
  toHarnessTitle,
  type BurnRate,
  type CodingFigures,
  type CodingSummary,
  type SessionDetail,
  type SessionList,
  type SessionRow,
  type Split,
  type SplitRow,
  type TelemetryToken,
} from "./schema";

const SESSIONS_A_PAGE = 20;
const LONG_SECONDS = 3_600;
const SLOT_MS = 300_000;

function toQuestion(scope: CodingScope, query: CodingQuery | SplitQuery | SessionsQuery) {
  const range = { from: query.start_date, to: query.end_date };
  return { scope, range, filter: query } satisfies CodingQuestion;
}

const NO_FIGURES: FiguresRow = {
  ...{ cost_usd: "0", value_usd: "0", call_count: 0, failed_call_count: 0, unpriced_count: 0 },
  ...{ uncached_input_tokens: 0, cache_read_tokens: 0, cache_write_tokens: 0, output_tokens: 0 },
  ...{ lines_added: 0, lines_removed: 0, commits: 0, pull_requests: 0, developer_count: 0 },
};

function toFigures(row: FiguresRow): CodingFigures {
  return { ...row, cost_usd: toRoundedUsd(row.cost_usd), value_usd: toRoundedUsd(row.value_usd) };
}

/** The figures of the range, and what the same number of days before cost. */
export function getCodingSummary(viewer: Viewer, query: CodingQuery) {
  return openCodingPanel<CodingSummary>(
    viewer,
    async (scope) => {
      const question = toQuestion(scope, query);
      const before = { ...question, range: toPreviousPeriod(question.range) };
      const [now, previous, sessions] = await Promise.all([
        sumCalls(question),
        sumCalls(before),
        countSessions(question),
      ]);
      return {
        ...toFigures(now ?? NO_FIGURES),
        session_count: sessions,
        previous_cost_usd: toRoundedUsd((previous ?? NO_FIGURES).cost_usd),
        previous_call_count: (previous ?? NO_FIGURES).call_count,
      };
    },
    { filter: query },
  );
}

/** What a value is called by people. */
async function toNames(by: Split, ids: readonly string[]): Promise<(id: string) => string> {
  if (by === "harness") return toHarnessTitle;
  if (by === "billing") return (id) => BILLING_TITLES[id] ?? id;
  if (by === "source") return (id) => SOURCE_TITLES[id] ?? id;
  if (by !== "tenant") return (id) => id;
  const names = new Map((await listTenantNames(ids)).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

const UNNAMED: Record<Split, string> = {
  ...{ provider: "Unknown provider", model: "Unknown model", harness: "Unknown agent" },
  ...{ person: "Unknown person", tenant: "No team", repository: "No repository" },
  ...{ environment: "No environment", billing: "Not reported", source: "Unknown" },
};

/** One row a value of what the figures are split by. */
export function getCodingSplit(viewer: Viewer, query: SplitQuery) {
  return openCodingPanel<SplitRow[]>(
    viewer,
    async (scope) => {
      const rows = await splitCalls(toQuestion(scope, query), query.by);
      const ids = rows.map(({ id }) => id);
      const toName = await toNames(query.by, ids);
      const costs = roundSharesToMicroUsd(rows.map((row) => parseUsd(row.cost_usd)));
      return rows.map(({ id, ...row }, index) => ({
        ...toFigures(row),
        ...{ id, name: id === "" ? UNNAMED[query.by] : toName(id), cost_usd: costs[index] ?? 0 },
      }));
    },
    { filter: query },
  );
}

/** Cost of each day, stacked. */
export function getCodingSeries(viewer: Viewer, query: SplitQuery) {
  return openCodingPanel(
    viewer,
    async (scope) => {
      const question = toQuestion(scope, query);
      const rows = await listCallDays(question, query.by);
      const ids = [...new Set(rows.map((row) => row.series_id))];
      const toName = await toNames(query.by, ids);
      const costs = roundSharesToMicroUsd(rows.map((row) => parseUsd(row.cost_usd)));
      const daily = rows.map(({ day, series_id, ...row }, index) => ({
        ...{ day, series_id },
        series_name: series_id === "" ? UNNAMED[query.by] : toName(series_id),
        cost_usd: costs[index] ?? 0,
        ...{ total_tokens: row.total_tokens, llm_call_count: row.call_count },
      }));
      return toCostSeries(question.range, { rows: daily, missing_days: [] }, null);
    },
    { filter: query },
  );
}

const SLOTS_OF_HOUR = 12;

/** What is spent now: the last hour, the last day in steps of five minutes, who spends most. */
export function getBurnRate(viewer: Viewer, query: BurnQuery, now = new Date()) {
  const slot = Math.floor(now.getTime() / SLOT_MS);
  return openCodingPanel<BurnRate>(
    viewer,
    async (scope) => {
      const question = { scope, filter: query, now };
      const [slots, spenders, active] = await Promise.all([
        listSlots(question),
        listSpendersOfHour(question),
        countActive(question),
      ]);
      const hourFrom = (slot - SLOTS_OF_HOUR + 1) * SLOT_MS;
      const ofHour = slots.filter(({ at }) => at.getTime() >= hourFrom);
      const sum = (rows: typeof slots) =>
        toRoundedUsd(sumUsd(rows.map((row) => parseUsd(row.cost_usd))).toFixed());
      return {
        hour_cost_usd: sum(ofHour),
        day_cost_usd: sum(slots),
        hour_call_count: ofHour.reduce((total, row) => total + row.call_count, 0),
        ...{ active_sessions: active.sessions, active_developers: active.developers },
        slots: slots.map(({ at, cost_usd }) => ({
          ...{ at: at.toISOString(), cost_usd: toRoundedUsd(cost_usd) },
        })),
        spenders: spenders.map((row) => ({ ...row, cost_usd: toRoundedUsd(row.cost_usd) })),
      };
    },
    { filter: query, etagSeed: [slot] },
  );
}

function toSessionRow(row: StoredSession, tenantName: string): SessionRow {
  const { commit_sha: _, found: __, ...rest } = row;
  return {
    ...rest,
    tenant_name: row.tenant_id === "" ? UNNAMED.tenant : tenantName,
    started_at: row.started_at.toISOString(),
    last_at: row.last_at.toISOString(),
    cost_usd: toRoundedUsd(row.cost_usd),
    value_usd: toRoundedUsd(row.value_usd),
  };
}

/** Sessions with their last call in the range, newest first. */
export function listSessions(viewer: Viewer, query: SessionsQuery) {
  return openCodingPanel<SessionList>(
    viewer,
    async (scope) => {
      const rows = await listSessionRows(toQuestion(scope, query), {
        minSeconds: query.is_long === "true" ? LONG_SECONDS : 0,
        limit: SESSIONS_A_PAGE,
        offset: (query.page - 1) * SESSIONS_A_PAGE,
      });
      const ids = rows.map((row) => row.tenant_id);
      const toName = await toNames("tenant", ids);
      return {
        items: rows.map((row) => toSessionRow(row, toName(row.tenant_id))),
        total: rows[0]?.found ?? 0,
        ...{ page: query.page, page_size: SESSIONS_A_PAGE },
      };
    },
    { filter: query },
  );
}

/**
 * One session, call by call.
 * @throws {AppError} not_found for one that is not there or not the viewer's to see
 */
export async function getSession(
  viewer: Viewer,
  params: { harness: string; sessionId: string },
  query: SessionQuery,
) {
  const key = { tenantId: query.tenant, ...params };
  const session = await findSession(toCodingScope(viewer), key);
  if (!session) {
    throw new AppError("not_found", "There is no such session, or it is not shared with you.");
  }
  return openCodingPanel<SessionDetail>(viewer, async () => {
    const [calls, toName] = await Promise.all([
      listSessionCalls(session),
      toNames("tenant", [session.tenant_id]),
    ]);
    return {
      session: toSessionRow(session, toName(session.tenant_id)),
      commit_sha: session.commit_sha,
      calls: calls.map(({ sent_at, ...call }) => ({
        at: sent_at.toISOString(),
        ...call,
        cost_usd: toRoundedUsd(call.cost_usd),
        value_usd: toRoundedUsd(call.value_usd),
      })),
    };
  });
}

/** The viewer's tokens that may send telemetry, and how what they sent was taken. */
export async function listOwnTelemetry(viewer: Viewer): Promise<TelemetryToken[]> {
  return listTelemetryTokens(viewer.userId);
}
