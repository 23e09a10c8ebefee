import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { IsoDay } from "@/lib/time";

/** A coarser rollup that is made from a finer one, day by day or month by month. */
export interface SumRollup {
  source: string;
  target: string;
  period: "day" | "month";
  /** What the target splits by beside tenant and day. */
  by: readonly string[];
  metrics: readonly string[];
}

const FIGURES = ["cost_usd", "total_tokens", "call_count"];
const AGENT_FIGURES = [
  ...FIGURES,
  ...["prompt_tokens", "completion_tokens", "cache_read_tokens", "cache_creation_tokens"],
  "failed_call_count",
];

/** How a source's days fall into a target's periods; a month's source rows are found by the range of its days. */
const PERIODS = {
  day: { start: "day", matches: "u.day = s.day", key: "day" },
  month: {
    start: "date_trunc('month', day)::date",
    matches: "u.day >= s.day AND u.day < (s.day + interval '1 month')::date",
    key: "month",
  },
} as const;

/** What pages read: as few rows as the question needs, each made from usage_daily in the same transaction. */
export const USAGE_SUMS: readonly SumRollup[] = [
  {
    source: "usage_daily",
    target: "tenant_usage_daily",
    period: "day",
    by: [],
    metrics: FIGURES,
  },
  {
    source: "usage_daily",
    target: "provider_usage_daily",
    period: "day",
    by: ["provider"],
    metrics: FIGURES,
  },
  {
    source: "usage_daily",
    target: "agent_usage_daily",
    period: "day",
    by: ["agent_id"],
    metrics: AGENT_FIGURES,
  },
  // After the days that they are made of.
  {
    source: "tenant_usage_daily",
    target: "tenant_usage_monthly",
    period: "month",
    by: [],
    metrics: FIGURES,
  },
  {
    source: "agent_usage_daily",
    target: "agent_usage_monthly",
    period: "month",
    by: ["agent_id"],
    metrics: AGENT_FIGURES,
  },
];

export const MESSAGE_SUMS: SumRollup = {
  source: "message_daily",
  target: "channel_message_daily",
  period: "day",
  by: ["channel"],
  metrics: ["message_count", "overlap_max"],
};

export interface TenantDay {
  tenantId: string;
  day: IsoDay;
}

/** Sums these tenants' days (or their months) again; rows that are the same already are not touched. */
export async function replaceSums(
  tx: Transaction,
  rollup: SumRollup,
  tenantDays: readonly TenantDay[],
): Promise<void> {
  const { source, target, by, metrics } = rollup;
  const period = PERIODS[rollup.period];
  const list = (columns: readonly string[], toText: (column: string) => string) =>
    Prisma.raw(columns.map(toText).join(", "));
  const key = ["tenant_id", period.key, ...by];
  const matches = Prisma.raw(`u.tenant_id = s."tenantId" AND ${period.matches}`);
  const sameParts = Prisma.raw(by.map((column) => ` AND u.${column} = t.${column}`).join(""));
  // Distinct: a day named twice must not count twice.
  const scope = Prisma.sql`(SELECT DISTINCT "tenantId", ${Prisma.raw(period.start)} AS day
    FROM jsonb_to_recordset(${JSON.stringify(tenantDays)}::jsonb) AS r("tenantId" text, day date)) s`;
  await tx.$executeRaw`
    DELETE FROM ${Prisma.raw(target)} t USING ${scope}
    WHERE t.tenant_id = s."tenantId" AND t.${Prisma.raw(period.key)} = s.day
      AND NOT EXISTS (SELECT 1 FROM ${Prisma.raw(source)} u WHERE ${matches}${sameParts})`;
  const parts = ["s.day", ...by.map((column) => `u.${column}`)];
  await tx.$executeRaw`
    INSERT INTO ${Prisma.raw(target)} AS t (${list([...key, ...metrics], (column) => column)})
    SELECT u.tenant_id, ${list(parts, (column) => column)},
           ${list(metrics, (column) => `sum(u.${column})`)}
    FROM ${scope} JOIN ${Prisma.raw(source)} u ON ${matches}
    GROUP BY u.tenant_id, ${list(parts, (column) => column)}
    ON CONFLICT (${list(key, (column) => column)}) DO UPDATE
      SET ${list(metrics, (column) => `${column} = excluded.${column}`)}
      WHERE (${list(metrics, (column) => `t.${column}`)})
        IS DISTINCT FROM (${list(metrics, (column) => `excluded.${column}`)})`;
}
