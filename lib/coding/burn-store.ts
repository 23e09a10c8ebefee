import "server-only";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { CodingScope } from "./page-store";
import type { CodingFilter } from "./query-schema";

export interface BurnQuestion {
  scope: CodingScope;
  filter: CodingFilter;
  now: Date;
}

function where({ scope, filter }: BurnQuestion, time: Prisma.Sql): Prisma.Sql {
  const conditions = [time];
  if (scope.kind === "only") {
    conditions.push(
      Prisma.sql`(tenant_id = ANY(${[...scope.tenantIds]}) OR person = ${scope.person})`,
    );
  }
  for (const [column, values] of [
    ["tenant_id", filter.tenant],
    ["person", filter.person],
    ["harness", filter.harness],
  ] as const) {
    if (values.length > 0) conditions.push(Prisma.sql`${Prisma.raw(column)} = ANY(${values})`);
  }
  return Prisma.join(conditions, " AND ");
}

/** From so long before the end of the slot that runs. */
const since = (column: string, now: Date, hours: number) => Prisma.sql`
  ${Prisma.raw(column)} >= date_bin('5 minutes', ${now.toISOString()}::timestamptz, 'epoch')
    + interval '5 minutes' - make_interval(hours => ${hours}::int)`;

export interface SlotRow {
  at: Date;
  cost_usd: string;
  call_count: number;
}

/** The last day's five minutes in which something was spent; served by (slot, tenant) or (person, slot). */
export function listSlots(question: BurnQuestion): Promise<SlotRow[]> {
  return getDatabase().$queryRaw<SlotRow[]>`
    SELECT slot AS at, sum(cost_usd)::text AS cost_usd, sum(call_count)::float8 AS call_count
    FROM call_slot WHERE ${where(question, since("slot", question.now, 24))}
    GROUP BY slot ORDER BY slot`;
}

export interface SpenderRow {
  person: string;
  cost_usd: string;
  call_count: number;
}

const MAX_SPENDERS = 10;

export function listSpendersOfHour(question: BurnQuestion): Promise<SpenderRow[]> {
  return getDatabase().$queryRaw<SpenderRow[]>`
    SELECT person, sum(cost_usd)::text AS cost_usd, sum(call_count)::float8 AS call_count
    FROM call_slot WHERE ${where(question, since("slot", question.now, 1))}
    GROUP BY person ORDER BY sum(cost_usd) DESC, person LIMIT ${MAX_SPENDERS}`;
}

/** Sessions with a call in the last hour, and whose they are. */
export async function countActive(
  question: BurnQuestion,
): Promise<{ sessions: number; developers: number }> {
  const [row] = await getDatabase().$queryRaw<{ sessions: number; developers: number }[]>`
    SELECT count(*)::int AS sessions, count(DISTINCT person)::int AS developers
    FROM coding_session WHERE ${where(question, since("last_at", question.now, 1))}`;
  return row ?? { sessions: 0, developers: 0 };
}
