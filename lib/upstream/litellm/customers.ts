import { parseBody } from "../body";
import { UpstreamError } from "../errors";
import type { UpstreamHttp } from "../http";
import type { AdaptiveLimit } from "../adaptive-limit";
import { parseAnswer, Reading, type ReadContext, type ReadOptions } from "./reading";
import type { BudgetRowRecord, CustomerList, CustomerReading, CustomerRecord } from "./records";
import {
  toRuleText,
  wireBudgetRow,
  wireBudgetRows,
  wireCustomer,
  type WireCustomer,
} from "./schema";

export const LIST_PATH = "/customer/list";
const INFO_PATH = "/customer/info";
const BUDGETS_PATH = "/budget/info";
/** One answer with the whole table in it takes longer than any page. */
export const LIST_TIMEOUT_FACTOR = 6;
const BUDGETS_AT_ONCE = 500;
const MAX_REFUSALS = 6;
const MAX_SHOWN_ID = 80;

export interface CustomerListOptions extends ReadOptions {
  /** Which ids are kept; the others are only counted. */
  isWanted?: (customerId: string) => boolean;
  /** Told now and then how many customers came. */
  onProgress?: (count: number) => void;
}

export interface CustomerContext extends ReadContext {
  timeoutMs: number;
  /** For reads of single customers. */
  limit: AdaptiveLimit;
}

/** Releases that leave the date out also leave the key out; null is "never reset". */
function toBudget(row: WireCustomer): BudgetRowRecord | null {
  const nested = row.litellm_budget_table;
  if (nested?.budget_id == null) return null;
  return {
    budgetId: nested.budget_id,
    maxBudgetUsd: nested.max_budget ?? null,
    softBudgetUsd: nested.soft_budget ?? null,
    duration: nested.budget_duration,
    resetAt: nested.budget_reset_at ?? null,
    isResetTold: nested.budget_reset_at !== undefined,
  };
}

interface Draft {
  customers: CustomerRecord[];
  /** Each row once, however many customers link to it. */
  budgets: Map<string, BudgetRowRecord>;
}

function toRecord(row: WireCustomer): CustomerRecord {
  return {
    customerId: row.user_id,
    alias: row.alias,
    spendUsd: row.spend,
    isBlocked: row.blocked,
    budgetId: row.litellm_budget_table?.budget_id ?? row.budget_id,
  };
}

function addRow(draft: Draft, row: WireCustomer): void {
  const budget = toBudget(row);
  if (budget !== null) draft.budgets.set(budget.budgetId, budget);
  draft.customers.push(toRecord(row));
}

/** The id in the text of one item of the list. */
export function findCustomerId(text: string): string | null {
  const body = parseBody(text);
  return body.kind === "json" ? findId(body.value) : null;
}

function findId(value: unknown): string | null {
  const id: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, "user_id") : null;
  return typeof id === "string" && id !== "" ? id : null;
}

/** The dates that the answer left out, from the budget table itself, so many rows a request. */
async function completeBudgets(
  reading: Reading,
  http: UpstreamHttp,
  budgets: Map<string, BudgetRowRecord>,
): Promise<void> {
  const open = [...budgets.values()].filter((row) => !row.isResetTold && row.duration !== null);
  for (let start = 0; start < open.length; start += BUDGETS_AT_ONCE) {
    const ids = open.slice(start, start + BUDGETS_AT_ONCE).map((row) => row.budgetId);
    const { counter, signal } = reading;
    const { body } = await http.postJson(BUDGETS_PATH, { budgets: ids }, { counter, signal });
    for (const row of parseAnswer(wireBudgetRows, body, BUDGETS_PATH)) {
      const parsed = wireBudgetRow.safeParse(row);
      const known = parsed.success ? budgets.get(parsed.data.budget_id) : undefined;
      if (!parsed.success || !known) continue;
      const resetAt = parsed.data.budget_reset_at;
      budgets.set(known.budgetId, { ...known, resetAt, isResetTold: true });
    }
  }
}

/**
 * Every customer in one answer that has no pages, read as it comes in. Rows that make no sense are left
 * out; those whose id is legible are named, so that they can be read one by one.
 * @throws {UpstreamError} when it is refused, cut short, or no list
 */
export async function listCustomers(
  context: CustomerContext,
  options: CustomerListOptions,
): Promise<CustomerList> {
  const reading = new Reading(context, options);
  const { isWanted = () => true, onProgress = () => undefined } = options;
  let draft: Draft = { customers: [], budgets: new Map() };
  let illegible: { id: string | null; rule: string }[] = [];
  let counts = { rows: 0, skipped: 0 };
  const open = () => {
    draft = { customers: [], budgets: new Map() };
    illegible = [];
    counts = { rows: 0, skipped: 0 };
    return (text: string) => {
      counts.rows += 1;
      if (counts.rows % 1000 === 0) onProgress(counts.rows);
      const body = parseBody(text);
      const value = body.kind === "json" ? body.value : null;
      const id = findId(value);
      if (id !== null && !isWanted(id)) {
        counts.skipped += 1;
        return;
      }
      const row = wireCustomer.safeParse(value);
      if (row.success) addRow(draft, row.data);
      else illegible.push({ id, rule: toRuleText(row.error) });
    };
  };
  await reading.getItems(LIST_PATH, open, context.timeoutMs * LIST_TIMEOUT_FACTOR);
  reading.rowsRead = counts.rows;
  for (const { id, rule } of illegible) {
    reading.reject(
      `customer ${id === null ? "without an id" : id.slice(0, MAX_SHOWN_ID)}: ${rule}`,
    );
  }
  await completeBudgets(reading, context.http, draft.budgets);
  return {
    ...reading.finish(draft.customers),
    budgets: [...draft.budgets.values()],
    illegibleIds: illegible.flatMap(({ id }) => (id === null ? [] : [id])),
    skipped: counts.skipped,
  };
}

/** "No such customer" in both of its forms, as opposed to "no such route". */
function isUnknownCustomer(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  if (error.status !== 404 && error.status !== 400) return false;
  return error.upstreamType === "not_found" || /does not exist/i.test(error.upstreamMessage ?? "");
}

/** Waits out overload with fewer requests at once instead of keeping a place in the queue. */
async function askInfo(context: CustomerContext, reading: Reading, customerId: string) {
  const query = { end_user_id: customerId };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await context.limit.run(async () => {
        if (attempt > 1) reading.counter.retries += 1;
        return reading.getPage(INFO_PATH, query, reading.signal, 1);
      });
    } catch (error) {
      if (!(error instanceof UpstreamError) || !error.isTransient) throw error;
      if (attempt >= MAX_REFUSALS) throw error;
      if (error.kind === "rate_limited") context.limit.shrink();
      await context.http.pause(attempt, reading.signal);
    }
  }
}

/** One customer with its budget; null where LiteLLM does not know it. */
export async function readCustomer(
  context: CustomerContext,
  customerId: string,
  options: ReadOptions,
): Promise<CustomerReading> {
  const reading = new Reading(context, options);
  reading.rowsRead = 1;
  try {
    const { body } = await askInfo(context, reading, customerId);
    const row = parseAnswer(wireCustomer, body, INFO_PATH);
    const budget = toBudget(row);
    const { report, readAt } = reading.finish([]);
    return { customer: toRecord(row), budget, report, readAt };
  } catch (error) {
    if (!isUnknownCustomer(error)) throw error;
    const { report, readAt } = reading.finish([]);
    return { customer: null, budget: null, report, readAt };
  }
}

/** Fills in the dates that answers of single customers left out. */
export async function completeBudgetRows(
  context: CustomerContext,
  rows: readonly BudgetRowRecord[],
  options: ReadOptions,
): Promise<readonly BudgetRowRecord[]> {
  const reading = new Reading(context, options);
  const budgets = new Map(rows.map((row) => [row.budgetId, row]));
  await completeBudgets(reading, context.http, budgets);
  return [...budgets.values()];
}
