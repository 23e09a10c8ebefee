import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { Decimal } from "@/lib/money";
import type { BudgetRowRecord } from "@/lib/upstream/litellm/records";
import type {
  AccountChange,
  AccountDayShare,
  ObservationRow,
  StoredAccount,
} from "./diff-accounts";

/** Rows a statement; a few hundred kilobytes of JSON each. */
const CHUNK = 4_000;
const KEEP_SPEND_OBSERVATIONS_DAYS = 40;

interface AccountsState {
  last_ok_at: Date | null;
  held_reading: string | null;
}

/** The accounts as a whole, kept under "*"; `listedAt` is the last time LiteLLM listed all of them. */
export async function findAccountsState(
  db: Database | Transaction,
): Promise<{ readAt: Date | null; listedAt: Date | null; held: string | null }> {
  const rows = await db.$queryRaw<(AccountsState & { tenant_id: string })[]>`
    SELECT tenant_id, last_ok_at, held_reading FROM snapshot_state
    WHERE tenant_id IN ('*', 'list') AND kind = 'accounts'`;
  const whole = rows.find((row) => row.tenant_id === "*");
  const list = rows.find((row) => row.tenant_id === "list");
  return {
    readAt: whole?.last_ok_at ?? null,
    listedAt: list?.last_ok_at ?? null,
    held: whole?.held_reading ?? null,
  };
}

export async function saveAccountsHold(tx: Transaction, held: string | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE snapshot_state SET held_reading = ${held} WHERE tenant_id = '*' AND kind = 'accounts'`;
}

type AccountRow = Omit<StoredAccount, "spendUsd" | "maxBudgetUsd"> & {
  spendUsd: string | null;
  maxBudgetUsd: string | null;
};

async function readPiece(tx: Database | Transaction, piece: Prisma.Sql): Promise<StoredAccount[]> {
  const rows = await tx.$queryRaw<AccountRow[]>`
    SELECT a.person_id AS "personId", a.kind::text AS kind, a.customer_id AS "customerId",
           a.state::text AS state, a.alias, a.spend_usd::text AS "spendUsd",
           a.budget_id AS "budgetId", a.is_blocked AS "isBlocked", a.read_at AS "readAt",
           a.pending_reset_at AS "pendingResetAt", b.max_budget_usd::text AS "maxBudgetUsd",
           b.reset_at AS "resetAt", b.duration
    FROM account a LEFT JOIN account_budget b ON b.id = a.budget_id ${piece}`;
  return rows.map((row) => ({
    ...row,
    spendUsd: row.spendUsd === null ? null : new Decimal(row.spendUsd),
    maxBudgetUsd: row.maxBudgetUsd === null ? null : new Decimal(row.maxBudgetUsd),
  }));
}

/** In the order of the primary key, so many at a time: one answer with all of them stalls the process. */
async function readAll(tx: Database | Transaction): Promise<StoredAccount[]> {
  const all: StoredAccount[] = [];
  for (;;) {
    const last = all.at(-1);
    const after = last
      ? Prisma.sql`WHERE (a.person_id, a.kind, a.customer_id) >
                         (${last.personId}, ${last.kind}::account_kind, ${last.customerId})`
      : Prisma.empty;
    const piece = await readPiece(
      tx,
      Prisma.sql`${after} ORDER BY a.person_id, a.kind, a.customer_id LIMIT ${CHUNK}`,
    );
    for (const account of piece) all.push(account);
    if (piece.length < CHUNK) return all;
  }
}

/** All accounts, or those of some people; with the budget row that each links to. */
export function readStoredAccounts(
  tx: Database | Transaction,
  personIds: readonly string[] | null,
): Promise<StoredAccount[]> {
  if (personIds === null) return readAll(tx);
  return readPiece(tx, Prisma.sql`WHERE a.person_id = ANY(${[...personIds]})`);
}

/** Writes rows a few thousand a statement, each statement's rows made ready when it is their turn. */
async function inChunks<T>(
  rows: readonly T[],
  toRow: (row: T) => unknown,
  write: (json: string) => Promise<number>,
): Promise<number> {
  let count = 0;
  for (let start = 0; start < rows.length; start += CHUNK) {
    count += await write(JSON.stringify(rows.slice(start, start + CHUNK).map(toRow)));
  }
  return count;
}

const toText = (amount: Decimal | null) => amount?.toFixed() ?? null;

/** Budget rows that are new or differ. @returns how many */
export async function saveAccountBudgets(
  tx: Transaction,
  budgets: readonly BudgetRowRecord[],
  readAt: Date,
): Promise<number> {
  return inChunks(
    budgets,
    (budget) => ({
      ...budget,
      maxBudgetUsd: toText(budget.maxBudgetUsd),
      softBudgetUsd: toText(budget.softBudgetUsd),
    }),
    (json) => tx.$executeRaw`
      INSERT INTO account_budget AS b
        (id, max_budget_usd, soft_budget_usd, duration, reset_at, read_at)
      SELECT "budgetId", "maxBudgetUsd", "softBudgetUsd", duration, "resetAt",
             ${readAt.toISOString()}::timestamptz
      FROM jsonb_to_recordset(${json}::jsonb) AS r("budgetId" text, "maxBudgetUsd" numeric,
        "softBudgetUsd" numeric, duration text, "resetAt" timestamptz)
      ON CONFLICT (id) DO UPDATE
        SET max_budget_usd = excluded.max_budget_usd, soft_budget_usd = excluded.soft_budget_usd,
            duration = excluded.duration, reset_at = excluded.reset_at, read_at = excluded.read_at
        WHERE (b.max_budget_usd, b.soft_budget_usd, b.duration, b.reset_at) IS DISTINCT FROM
              (excluded.max_budget_usd, excluded.soft_budget_usd, excluded.duration, excluded.reset_at)`,
  );
}

/** Writes the accounts that changed; one whose customer became another person's moves there. */
export async function saveAccounts(
  tx: Transaction,
  changes: readonly AccountChange[],
): Promise<number> {
  const toRow = (change: AccountChange) => ({ ...change, spendUsd: toText(change.spendUsd) });
  return inChunks(changes, toRow, async (json) => {
    await tx.$executeRaw`
      DELETE FROM account a
      USING jsonb_to_recordset(${json}::jsonb) AS r("personId" text, kind text, "customerId" text)
      WHERE a.customer_id = r."customerId"
        AND (a.person_id, a.kind::text) <> (r."personId", r.kind)`;
    return tx.$executeRaw`
      INSERT INTO account AS a (person_id, kind, customer_id, state, alias, spend_usd, budget_id,
        is_blocked, read_at, failed_at, error, pending_reset_at)
      SELECT "personId", kind::account_kind, "customerId", state::account_state, alias, "spendUsd",
             "budgetId", "isBlocked", "readAt", "failedAt", error, "pendingResetAt"
      FROM jsonb_to_recordset(${json}::jsonb) AS r("personId" text, kind text, "customerId" text,
        state text, alias text, "spendUsd" numeric, "budgetId" text, "isBlocked" boolean,
        "readAt" timestamptz, "failedAt" timestamptz, error text, "pendingResetAt" timestamptz)
      ON CONFLICT (person_id, kind, customer_id) DO UPDATE
        SET state = excluded.state, alias = excluded.alias, spend_usd = excluded.spend_usd,
            budget_id = excluded.budget_id, is_blocked = excluded.is_blocked,
            read_at = coalesce(excluded.read_at, a.read_at), failed_at = excluded.failed_at,
            error = excluded.error, pending_reset_at = excluded.pending_reset_at`;
  });
}

export async function addObservations(
  tx: Transaction,
  observations: readonly ObservationRow[],
): Promise<void> {
  await inChunks(
    observations,
    (row) => ({
      ...row,
      spendUsd: toText(row.spendUsd),
      previousSpendUsd: toText(row.previousSpendUsd),
      maxBudgetUsd: toText(row.maxBudgetUsd),
    }),
    (json) => tx.$executeRaw`
      INSERT INTO account_observation (person_id, customer_id, observed_at, kind, change, spend_usd,
        previous_spend_usd, max_budget_usd, period_ended_at)
      SELECT "personId", "customerId", "observedAt", kind::account_kind, change::spend_change,
             "spendUsd", "previousSpendUsd", "maxBudgetUsd", "periodEndedAt"
      FROM jsonb_to_recordset(${json}::jsonb) AS r("personId" text, "customerId" text,
        "observedAt" timestamptz, kind text, change text, "spendUsd" numeric,
        "previousSpendUsd" numeric, "maxBudgetUsd" numeric, "periodEndedAt" timestamptz)
      ON CONFLICT DO NOTHING`,
  );
}

export async function addDayShares(
  tx: Transaction,
  shares: readonly AccountDayShare[],
): Promise<void> {
  await inChunks(
    shares,
    (share) => ({ ...share, spendUsd: toText(share.spendUsd) }),
    (json) => tx.$executeRaw`
      INSERT INTO account_spend_daily AS d (person_id, day, kind, customer_id, spend_usd, spread_usd)
      SELECT "personId", day, kind::account_kind, "customerId", sum("spendUsd"),
             coalesce(sum("spendUsd") FILTER (WHERE "isSpread"), 0)
      FROM jsonb_to_recordset(${json}::jsonb) AS r("personId" text, day date, kind text,
        "customerId" text, "spendUsd" numeric, "isSpread" boolean)
      GROUP BY 1, 2, 3, 4
      ON CONFLICT (person_id, day, kind, customer_id) DO UPDATE
        SET spend_usd = d.spend_usd + excluded.spend_usd,
            spread_usd = d.spread_usd + excluded.spread_usd`,
  );
}

/** Observations that only added to a counter have done their work once they are in the days. */
export async function pruneObservations(tx: Transaction, now: Date): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM account_observation
    WHERE observed_at < ${now.toISOString()}::timestamptz
                        - make_interval(days => ${KEEP_SPEND_OBSERVATIONS_DAYS})
      AND change = 'spend'`;
}

/** Whose accounts the portal needs even where LiteLLM does not list them: its users and cohorts' people. */
export async function listNeededPeople(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ person_id: string }[]>`
    SELECT email AS person_id FROM "user" WHERE NOT is_disabled
    UNION SELECT person_id FROM cohort_member
    UNION SELECT person_id FROM account WHERE kind IN ('web', 'cli', 'premium')`;
  return rows.map((row) => row.person_id);
}

/** Keeps two writers of accounts from counting the same spending twice. */
export async function lockAccounts(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('accounts', 0))`;
}
