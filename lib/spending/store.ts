import "server-only";
import { getDatabase } from "@/lib/db/client";
import type { DayRange, IsoDay } from "@/lib/time";
import type { AccountRow } from "./account-figures";
import type { PersonKind } from "./identity";

/** The accounts of some people; a whole list confirms what it did not change. Served by the primary key. */
export async function listAccountRows(personIds: readonly string[]): Promise<AccountRow[]> {
  return getDatabase().$queryRaw<AccountRow[]>`
    SELECT a.person_id, a.kind::text AS kind, a.customer_id, a.state::text AS state,
           a.spend_usd::text, b.max_budget_usd::text, b.soft_budget_usd::text, b.duration, b.reset_at,
           a.is_blocked, a.error,
           CASE WHEN a.state = 'failed' THEN a.read_at
                ELSE greatest(a.read_at, (SELECT last_ok_at FROM snapshot_state
                                          WHERE tenant_id = 'list' AND kind = 'accounts'))
           END AS as_of
    FROM account a LEFT JOIN account_budget b ON b.id = a.budget_id
    WHERE a.person_id = ANY(${[...personIds]}) AND a.kind IN ('web', 'cli', 'premium')`;
}

export interface SpendDayRow {
  day: IsoDay;
  kind: PersonKind;
  spend_usd: string;
  spread_usd: string;
}

/**
 * What a person's accounts spent by day: as LiteLLM's daily activity says where it was read, else as the
 * counters moved. Served by both primary keys.
 */
export async function listSpendDays(personId: string, range: DayRange): Promise<SpendDayRow[]> {
  return getDatabase().$queryRaw<SpendDayRow[]>`
    WITH told AS (
      SELECT day, kind, customer_id, sum(spend_usd) AS spend_usd FROM account_activity_daily
      WHERE person_id = ${personId} AND day BETWEEN ${range.from}::date AND ${range.to}::date
        AND dimension = 'model'
      GROUP BY day, kind, customer_id
    ), counted AS (
      SELECT day, kind, customer_id, spend_usd, spread_usd FROM account_spend_daily
      WHERE person_id = ${personId} AND day BETWEEN ${range.from}::date AND ${range.to}::date
    )
    SELECT day::text AS day, kind::text AS kind,
           sum(CASE WHEN t.spend_usd IS NULL OR c.spend_usd > t.spend_usd AND day >= current_date - 1
                    THEN c.spend_usd ELSE t.spend_usd END)::text AS spend_usd,
           sum(CASE WHEN t.spend_usd IS NULL THEN c.spread_usd ELSE 0 END)::text AS spread_usd
    FROM told t FULL JOIN counted c USING (day, kind, customer_id)
    GROUP BY day, kind ORDER BY day, kind`;
}

/** The first day of which anything is known. */
export async function findFirstKnownDay(personId: string): Promise<IsoDay | null> {
  const [row] = await getDatabase().$queryRaw<{ day: IsoDay | null }[]>`
    SELECT least(
      (SELECT min(day) FROM account_activity_daily WHERE person_id = ${personId}),
      (SELECT min(day) FROM account_spend_daily WHERE person_id = ${personId}),
      (SELECT min(observed_at)::date FROM account_observation WHERE person_id = ${personId}))::text AS day`;
  return row?.day ?? null;
}

export interface PeriodRow {
  kind: PersonKind;
  ended_at: Date;
  spend_usd: string;
  limit_usd: string | null;
}

const MAX_PERIODS = 24;

/** Budget periods that have ended, newest first; served by the primary key. */
export async function listEndedPeriods(personId: string): Promise<PeriodRow[]> {
  return getDatabase().$queryRaw<PeriodRow[]>`
    SELECT kind::text AS kind, period_ended_at AS ended_at, previous_spend_usd::text AS spend_usd,
           max_budget_usd::text AS limit_usd
    FROM account_observation
    WHERE person_id = ${personId} AND change IN ('reset', 'gone')
      AND period_ended_at IS NOT NULL AND previous_spend_usd IS NOT NULL
    ORDER BY period_ended_at DESC LIMIT ${MAX_PERIODS}`;
}

export interface PartRow {
  dimension: string;
  name: string;
  spend_usd: string;
  call_count: number;
}

/** Spend by model and by agent; an agent's name where the portal knows it. Served by the primary key. */
export async function listSpendParts(personId: string, range: DayRange): Promise<PartRow[]> {
  return getDatabase().$queryRaw<PartRow[]>`
    SELECT p.dimension, coalesce(a.name, a.key_name, p.name) AS name,
           sum(p.spend_usd)::text AS spend_usd, sum(p.call_count)::float8 AS call_count
    FROM account_activity_daily p
    LEFT JOIN LATERAL (
      SELECT name, key_name FROM agent
      WHERE p.dimension = 'agent' AND id = p.name ORDER BY status LIMIT 1) a ON true
    WHERE p.person_id = ${personId} AND p.day BETWEEN ${range.from}::date AND ${range.to}::date
    GROUP BY 1, 2 ORDER BY sum(p.spend_usd) DESC`;
}
