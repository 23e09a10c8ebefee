import { toErrorMessage } from "@/lib/errors";
import {
  PERSON_KINDS,
  toAccountIdentity,
  toCustomerId,
  type IdentityRules,
} from "@/lib/spending/identity";
import { UpstreamError } from "@/lib/upstream/errors";
import type { BudgetRowRecord, CustomerRecord, ReadReport } from "@/lib/upstream/litellm/records";
import type { SyncContext } from "../context";
import type { AccountKey } from "./diff-accounts";

/** What came of reading accounts one by one. */
export interface SingleReads {
  customers: CustomerRecord[];
  absent: AccountKey[];
  failed: (AccountKey & { error: string })[];
  budgets: BudgetRowRecord[];
  report: ReadReport;
}

export interface SingleReadOptions {
  signal: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

const PROGRESS_EVERY = 100;

export function toIdentityRules(settings: SyncContext["settings"]): IdentityRules {
  return {
    cliSuffix: settings.ACCOUNT_CLI_SUFFIX,
    premiumSuffix: settings.ACCOUNT_PREMIUM_SUFFIX,
    projectPrefix: settings.ACCOUNT_PROJECT_PREFIX,
  };
}

/** The three accounts that each person would have, and those that are stored, each once. */
export function listSingleAccounts(
  personIds: readonly string[],
  stored: readonly AccountKey[],
  rules: IdentityRules,
): AccountKey[] {
  const expected = personIds.flatMap((personId) =>
    PERSON_KINDS.map((kind) => ({
      personId,
      kind,
      customerId: toCustomerId(personId, kind, rules),
    })),
  );
  const byId = new Map([...expected, ...stored].map((account) => [account.customerId, account]));
  return [...byId.values()];
}

export function toAccountKey(customerId: string, rules: IdentityRules): AccountKey {
  return { customerId, ...toAccountIdentity(customerId, rules) };
}

const toEmptyReport = (): ReadReport => ({
  pages: 0,
  requests: 0,
  retries: 0,
  rowsRead: 0,
  rowsRejected: 0,
  rejections: [],
  rejectedByDay: new Map(),
});

function addReport(sum: ReadReport, report: ReadReport): void {
  sum.pages += report.pages;
  sum.requests += report.requests;
  sum.retries += report.retries;
  sum.rowsRead += report.rowsRead;
}

/** A key that may not read any customer will not read the next one either. */
function isHopeless(error: unknown): boolean {
  return error instanceof UpstreamError && (error.status === 401 || error.status === 403);
}

/**
 * Reads accounts one by one; the client bounds how many at once. One that cannot be read is in `failed`.
 * @throws {UpstreamError} when the key may not read customers at all
 */
export async function readAccountsSingly(
  context: SyncContext,
  accounts: readonly AccountKey[],
  { signal, onProgress = () => undefined }: SingleReadOptions,
): Promise<SingleReads> {
  const reads: SingleReads = {
    customers: [],
    absent: [],
    failed: [],
    budgets: [],
    report: toEmptyReport(),
  };
  const budgets = new Map<string, BudgetRowRecord>();
  let done = 0;
  await Promise.all(
    accounts.map(async (account) => {
      try {
        const reading = await context.client.readCustomer(account.customerId, { signal });
        addReport(reads.report, reading.report);
        if (reading.budget) budgets.set(reading.budget.budgetId, reading.budget);
        if (reading.customer) reads.customers.push(reading.customer);
        else reads.absent.push(account);
      } catch (error) {
        signal.throwIfAborted();
        if (isHopeless(error)) throw error;
        reads.failed.push({ ...account, error: toErrorMessage(error) });
      }
      done += 1;
      if (done % PROGRESS_EVERY === 0 || done === accounts.length)
        onProgress(done, accounts.length);
    }),
  );
  reads.budgets.push(
    ...(await context.client.completeBudgetRows([...budgets.values()], { signal })),
  );
  return reads;
}
