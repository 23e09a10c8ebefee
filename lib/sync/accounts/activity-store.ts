import type { Database, Transaction } from "@/lib/db/client";
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

/** Replaces what is stored of these accounts' days by what was read of the range. */
export async function replaceActivity(
  tx: Transaction,
  accounts: readonly AccountKey[],
  records: readonly CustomerActivityRecord[],
  range: DayRange,
): Promise<number> {
  const keys = JSON.stringify(accounts);
  await tx.$executeRaw`
    DELETE FROM account_activity_daily d
    USING jsonb_to_recordset(${keys}::jsonb) AS r("personId" text, "customerId" text)
    WHERE d.person_id = r."personId" AND d.customer_id = r."customerId"
      AND d.day BETWEEN ${range.from}::date AND ${range.to}::date`;
  return tx.$executeRaw`
    INSERT INTO account_activity_daily
      (person_id, day, kind, customer_id, dimension, name, spend_usd, call_count)
    SELECT k."personId", r.day, k.kind::account_kind, r."customerId", r.dimension, r.name,
           r."spendUsd", r."callCount"
    FROM jsonb_to_recordset(${JSON.stringify(records.flatMap(toRows))}::jsonb) AS r("customerId" text,
           day date, dimension text, name text, "spendUsd" numeric, "callCount" bigint)
    JOIN jsonb_to_recordset(${keys}::jsonb) AS k("personId" text, kind text, "customerId" text)
      ON k."customerId" = r."customerId"`;
}
