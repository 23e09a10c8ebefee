import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";
import { Decimal } from "@/lib/money";
import { UpstreamError } from "../errors";
import type { UpstreamHttp } from "../http";
import type { BudgetHolder, BudgetReading, BudgetWrite } from "./budget-writer";
import { parseAnswer } from "./reading";
import { wireBudgetRow, wireBudgetRows, wireCustomer, type WireCustomer } from "./schema";

const INFO_PATH = "/customer/info";
const BUDGETS_PATH = "/budget/info";
const READ_ATTEMPTS = 2;
const RECREATE_ATTEMPTS = 3;

/** The budget row that the portal makes for one customer alone; the same for each change of it. */
export function toOwnBudgetId(customerId: string): string {
  return `tokenroll-${createHash("sha256").update(customerId).digest("hex").slice(0, 24)}`;
}

async function readRow(http: UpstreamHttp, customerId: string) {
  const options = { query: { end_user_id: customerId }, maxAttempts: READ_ATTEMPTS };
  const { body, askedAt } = await http.getJson(INFO_PATH, options);
  return { row: parseAnswer(wireCustomer, body, INFO_PATH), askedAt };
}

/** The reset date of the budget row itself, for releases that leave it out of the customer. */
async function readResetAt(http: UpstreamHttp, row: WireCustomer): Promise<Date | null> {
  const nested = row.litellm_budget_table;
  if (nested?.budget_id == null) return null;
  if (nested.budget_reset_at !== undefined) return nested.budget_reset_at;
  const { body } = await http.postJson(BUDGETS_PATH, { budgets: [nested.budget_id] });
  const [first] = parseAnswer(wireBudgetRows, body, BUDGETS_PATH);
  const parsed = wireBudgetRow.safeParse(first);
  return parsed.success ? parsed.data.budget_reset_at : null;
}

async function readAccount(http: UpstreamHttp, customerId: string): Promise<BudgetReading> {
  const { row, askedAt } = await readRow(http, customerId);
  const nested = row.litellm_budget_table;
  return {
    record: {
      maxBudgetUsd: nested?.max_budget ?? null,
      softBudgetUsd: nested?.soft_budget ?? null,
      budgetSpendUsd: new Decimal(row.spend),
      budgetDuration: nested?.budget_duration ?? null,
      budgetResetAt: await readResetAt(http, row),
      isBlocked: row.blocked,
      createdAt: null,
    },
    budgetId: nested?.budget_id ?? row.budget_id,
    readAt: askedAt,
  };
}

const toNumber = (amount: Decimal | null) => (amount === null ? null : amount.toNumber());

/** What a budget row is to say: what changes over what it says now. */
function toRowFields({ record }: BudgetReading, change: BudgetWrite) {
  const { maxBudgetUsd = record.maxBudgetUsd, softBudgetUsd = record.softBudgetUsd } = change;
  return {
    max_budget: toNumber(maxBudgetUsd),
    soft_budget: toNumber(softBudgetUsd),
    budget_duration:
      change.budgetDuration === undefined ? record.budgetDuration : change.budgetDuration,
  };
}

async function existsRow(http: UpstreamHttp, budgetId: string): Promise<boolean> {
  const { body } = await http.postJson(BUDGETS_PATH, { budgets: [budgetId] });
  return parseAnswer(wireBudgetRows, body, BUDGETS_PATH).length > 0;
}

/**
 * A customer's limit lives in a budget row that others may share, and its own update route would change
 * that row for all of them. So the limit is written to a row of its own, to which the customer then moves.
 */
async function writeLimits(
  http: UpstreamHttp,
  customerId: string,
  change: BudgetWrite,
): Promise<void> {
  const now = await readAccount(http, customerId);
  const ownId = toOwnBudgetId(customerId);
  const send = (path: string, body: Record<string, unknown>) =>
    http.postJson(path, body, { maxAttempts: 1 });
  const fields = toRowFields(now, change);
  const isOwn = now.budgetId === ownId;
  if (isOwn || (await existsRow(http, ownId))) {
    // A duration that is sent moves the reset date, so one that stays is not sent.
    const { budget_duration: duration, ...rest } = fields;
    const isMoved = !isOwn || change.budgetDuration !== undefined;
    await send("/budget/update", {
      budget_id: ownId,
      ...rest,
      ...(isMoved ? { budget_duration: duration } : {}),
    });
  } else {
    const keepsDate = change.budgetDuration === undefined && now.record.budgetResetAt !== null;
    await send("/budget/new", {
      budget_id: ownId,
      ...fields,
      ...(keepsDate ? { budget_reset_at: now.record.budgetResetAt?.toISOString() } : {}),
    });
  }
  if (!isOwn) await send("/customer/update", { user_id: customerId, budget_id: ownId });
}

/** What a customer that is made anew has again; of all else only what is empty may be lost. */
const REMADE_FIELDS: ReadonlySet<string> = new Set([
  ...["user_id", "alias", "spend", "blocked", "budget_id", "litellm_budget_table"],
]);
const RESTRICTION_WORDS: Readonly<Record<string, string>> = {
  allowed_model_region: "region",
  default_model: "default model",
  object_permission: "permissions",
  object_permission_id: "permissions",
};

const isEmpty = (value: unknown): boolean =>
  value == null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

function listLost(row: WireCustomer): string[] {
  const lost = Object.entries(row).filter(
    ([field, value]) => !REMADE_FIELDS.has(field) && !isEmpty(value),
  );
  return [...new Set(lost.map(([field]) => RESTRICTION_WORDS[field] ?? field))];
}

/**
 * From about 1.101 on an update clears the flag; older releases drop `false`, so there the customer is
 * deleted and made anew with what it had.
 * @throws {AppError} where it has more than can be given back
 */
async function unblock(http: UpstreamHttp, customerId: string): Promise<void> {
  const change = { user_id: customerId, blocked: false };
  await http.postJson("/customer/update", change, { maxAttempts: 1 });
  const { row } = await readRow(http, customerId);
  if (!row.blocked) return;
  const lost = listLost(row);
  if (lost.length > 0) {
    throw new AppError(
      "bad_request",
      `This LiteLLM cannot unblock a customer, and making it anew would lose its ${lost.join(", ")}. Update LiteLLM to 1.101 or later, or clear the flag in its database.`,
    );
  }
  const budgetId = row.litellm_budget_table?.budget_id ?? row.budget_id;
  const again = {
    user_id: customerId,
    spend: new Decimal(row.spend).toNumber(),
    ...(row.alias === null ? {} : { alias: row.alias }),
    ...(budgetId === null ? {} : { budget_id: budgetId }),
  };
  await http.postJson("/customer/delete", { user_ids: [customerId] }, { maxAttempts: 1 });
  await http.postJson("/customer/new", again, { maxAttempts: RECREATE_ATTEMPTS });
}

/** It may answer 500 although the flag was written; the reading after it decides. */
async function block(http: UpstreamHttp, customerId: string): Promise<void> {
  try {
    await http.postJson("/customer/block", { user_ids: [customerId] }, { maxAttempts: 1 });
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.kind !== "server_error") throw error;
  }
}

/** A person's customer. */
export function openAccountBudget(http: UpstreamHttp, customerId: string): BudgetHolder {
  return {
    read: () => readAccount(http, customerId),
    write: async (change) => {
      const { isBlocked, ...limits } = change;
      if (Object.keys(limits).length > 0) await writeLimits(http, customerId, limits);
      if (isBlocked === true) await block(http, customerId);
      if (isBlocked === false) await unblock(http, customerId);
    },
  };
}
