import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { CustomerActivityRecord, SpendAndCalls } from "@/lib/upstream/litellm/records";
import type { DayRange } from "@/lib/time";
import type { AccountKey } from "./diff-accounts";

/** The accounts of those who have a portal account, and whether their activity was ever read. */
export async function listWatchedAccounts(
  db: Database,
): Promise<(AccountKey & { hasActivity: boolean })[]> {
  return db.$queryRaw<(AccountKey & { hasActivity: boolean })[]>`
    SELECT a.person_id AS "personId", a.kind::text AS kind, a.customer_id AS "customerId",
           EXISTS (SELECT 1 FROM account_activity_daily d
                   WHERE d.person_id = a.person_id AND d.customer_id = a.customer_id) AS "hasActivity"
    FROM "user" u JOIN account a ON a.person_id = u.email
    WHERE NOT u.is_disabled AND a.state = 'ok' AND a.kind IN ('web', 'cli', 'premium')`;
}

function toRows(record: CustomerActivityRecord) {
  const toPart = (dimension: string) => (entry: [string, SpendAndCalls]) => ({
    customerId: record.customerId,
    day: record.day,
    dimension,
    name: entry[0],
    spendUsd: entry[1].spendUsd.toFixed(),
    callCount: entry[1].callCount,
  });
  return [...[...record.byModel].map(toPart("model")), ...[...record.byAgent].map(toPart("agent"))];
}

/** Makes these accounts' days of the range what was read. @returns how many rows differed */
export async function replaceActivity(
  tx: Transaction,
  accounts: readonly AccountKey[],
  records: readonly CustomerActivityRecord[],
  range: DayRange,
): Promise<number> {
  const keys = Prisma.sql`jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb)
    AS k("personId" text, kind text, "customerId" text)`;
  const incoming = Prisma.sql`
    SELECT k."personId" AS person_id, r.day, k.kind::account_kind AS kind,
           r."customerId" AS customer_id, r.dimension, r.name, r."spendUsd", r."callCount"
    FROM jsonb_to_recordset(${JSON.stringify(records.flatMap(toRows))}::jsonb) AS r("customerId" text,
           day date, dimension text, name text, "spendUsd" numeric, "callCount" bigint)
    JOIN ${keys} ON k."customerId" = r."customerId"`;
  const removed = await tx.$executeRaw`
    DELETE FROM account_activity_daily d USING ${keys}
    WHERE d.person_id = k."personId" AND d.customer_id = k."customerId"
      AND d.day BETWEEN ${range.from}::date AND ${range.to}::date
      AND NOT EXISTS (
        SELECT 1 FROM (${incoming}) i
        WHERE (i.person_id, i.day, i.kind, i.customer_id, i.dimension, i.name)
            = (d.person_id, d.day, d.kind, d.customer_id, d.dimension, d.name))`;
  const written = await tx.$executeRaw`
    INSERT INTO account_activity_daily AS d
      (person_id, day, kind, customer_id, dimension, name, spend_usd, call_count) ${incoming}
    ON CONFLICT (person_id, day, kind, customer_id, dimension, name) DO UPDATE
      SET spend_usd = excluded.spend_usd, call_count = excluded.call_count
      WHERE (d.spend_usd, d.call_count) IS DISTINCT FROM (excluded.spend_usd, excluded.call_count)`;
  return removed + written;
}
