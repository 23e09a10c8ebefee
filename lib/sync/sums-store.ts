import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { IsoDay } from "@/lib/time";

/** A coarser rollup that is made from a finer one, day by day. */
export interface SumRollup {
  source: string;
  target: string;
  /** What the target splits by beside tenant and day. */
  by: readonly string[];
  metrics: readonly string[];
}

const FIGURES = ["cost_usd", "total_tokens", "call_count"];

/** What pages read: as few rows as the question needs, each made from usage_daily in the same transaction. */
export const USAGE_SUMS: readonly SumRollup[] = [
  { source: "usage_daily", target: "tenant_usage_daily", by: [], metrics: FIGURES },
  { source: "usage_daily", target: "provider_usage_daily", by: ["provider"], metrics: FIGURES },
  {
    source: "usage_daily",
    target: "agent_usage_daily",
    by: ["agent_id"],
    metrics: [
      ...FIGURES,
      ...["prompt_tokens", "completion_tokens", "cache_read_tokens", "cache_creation_tokens"],
      "failed_call_count",
    ],
  },
];

export const MESSAGE_SUMS: SumRollup = {
  source: "message_daily",
  target: "channel_message_daily",
  by: ["channel"],
  metrics: ["message_count", "overlap_max"],
};

export interface TenantDay {
  tenantId: string;
  day: IsoDay;
}

/** Sums these tenants' days again; rows that are the same already are not touched. */
export async function replaceSums(
  tx: Transaction,
  rollup: SumRollup,
  tenantDays: readonly TenantDay[],
): Promise<void> {
  const { source, target, by, metrics } = rollup;
  const list = (columns: readonly string[], toText: (column: string) => string) =>
    Prisma.raw(columns.map(toText).join(", "));
  const key = ["tenant_id", "day", ...by];
  const sameKey = Prisma.raw(key.map((column) => `u.${column} = t.${column}`).join(" AND "));
  // Distinct: a day named twice must not count twice.
  const scope = Prisma.sql`(SELECT DISTINCT "tenantId", day
    FROM jsonb_to_recordset(${JSON.stringify(tenantDays)}::jsonb) AS r("tenantId" text, day date)) s`;
  await tx.$executeRaw`
    DELETE FROM ${Prisma.raw(target)} t USING ${scope}
    WHERE t.tenant_id = s."tenantId" AND t.day = s.day
      AND NOT EXISTS (SELECT 1 FROM ${Prisma.raw(source)} u WHERE ${sameKey})`;
  await tx.$executeRaw`
    INSERT INTO ${Prisma.raw(target)} AS t (${list([...key, ...metrics], (column) => column)})
    SELECT ${list(key, (column) => `u.${column}`)}, ${list(metrics, (column) => `sum(u.${column})`)}
    FROM ${scope} JOIN ${Prisma.raw(source)} u ON u.tenant_id = s."tenantId" AND u.day = s.day
    GROUP BY ${list(key, (column) => `u.${column}`)}
    ON CONFLICT (${list(key, (column) => column)}) DO UPDATE
      SET ${list(metrics, (column) => `${column} = excluded.${column}`)}
      WHERE (${list(metrics, (column) => `t.${column}`)})
        IS DISTINCT FROM (${list(metrics, (column) => `excluded.${column}`)})`;
}
