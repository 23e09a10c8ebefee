import { z } from "zod";
import { budgetWindow } from "./budget-window";
import { budgetJson, customerJson } from "./customer-json";
import type { BudgetRow } from "./customer-model";
import { httpException, proxyException, ProxyError } from "./errors";
import { sha256Hex } from "./random";
import type { RouteContext } from "./route-context";
import { customerNotFound } from "./routes-customers";

const amount = z.number().nullable().optional();
const budgetShape = {
  max_budget: amount,
  soft_budget: amount,
  budget_duration: z.string().nullable().optional(),
  budget_reset_at: z.string().nullable().optional(),
};
const budgetSchema = z.looseObject({ budget_id: z.string().optional(), ...budgetShape });
const customerSchema = z.looseObject({
  user_id: z.string(),
  alias: z.string().nullable().optional(),
  blocked: z.boolean().nullable().optional(),
  budget_id: z.string().nullable().optional(),
  spend: z.number().nullable().optional(),
  ...budgetShape,
});
const idsSchema = z.looseObject({ user_ids: z.array(z.string()) });
const DURATION = /^\d+(mo|[smhdw])/;

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const loc = ["body", ...(issue?.path ?? [])];
  throw new ProxyError(422, { detail: [{ type: "missing", loc, msg: "Field required" }] });
}

function checkBudget(change: z.output<typeof budgetSchema>): void {
  for (const field of ["max_budget", "soft_budget"] as const) {
    const value = change[field];
    if (typeof value === "number" && value < 0) {
      throw httpException(400, `${field} cannot be negative. Received: ${value}`);
    }
  }
  const duration = change.budget_duration;
  if (typeof duration === "string" && !DURATION.test(duration)) {
    throw httpException(400, `Invalid duration format: ${duration}`);
  }
}

function createRow(context: RouteContext, change: z.output<typeof budgetSchema>): BudgetRow {
  const { customers, store } = context;
  const nowMs = store.clock.nowMs();
  const serial = `${nowMs}-${customers.revision}`;
  const budgetId = change.budget_id ?? sha256Hex(`budget-${serial}`).slice(0, 32);
  if (customers.findBudget(budgetId) !== null) {
    throw httpException(400, `Budget with id '${budgetId}' already exists.`);
  }
  const duration = change.budget_duration ?? null;
  const given = change.budget_reset_at == null ? null : Date.parse(change.budget_reset_at);
  const row: BudgetRow = {
    budgetId,
    maxBudget: change.max_budget ?? null,
    softBudget: change.soft_budget ?? null,
    budgetDuration: duration,
    resetAtMs: given ?? budgetWindow(duration, nowMs)?.untilMs ?? null,
    windowFromMs: budgetWindow(duration, nowMs)?.fromMs ?? nowMs,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    isResetHeld: false,
  };
  customers.addBudget(row);
  return row;
}

export function newBudget(context: RouteContext): unknown {
  const change = parse(budgetSchema, context.body);
  checkBudget(change);
  return budgetJson(createRow(context, change));
}

/** Only what is sent is written; an explicit null clears. An unknown id is answered with null. */
export function updateBudget(context: RouteContext): unknown {
  const change = parse(budgetSchema, context.body);
  if (change.budget_id === undefined) throw httpException(400, "budget_id is required");
  checkBudget(change);
  const row = context.customers.findBudget(change.budget_id);
  if (row === null) return null;
  if (change.max_budget !== undefined) row.maxBudget = change.max_budget;
  if (change.soft_budget !== undefined) row.softBudget = change.soft_budget;
  if (change.budget_duration !== undefined) {
    row.budgetDuration = change.budget_duration;
    const window = budgetWindow(change.budget_duration, context.store.clock.nowMs());
    if (context.features.movesResetOnDuration) row.resetAtMs = window?.untilMs ?? null;
  }
  row.updatedAtMs = context.store.clock.nowMs();
  context.customers.touch();
  return budgetJson(row);
}

export function deleteBudget({ customers, body }: RouteContext): unknown {
  const { id } = parse(z.looseObject({ id: z.string() }), body);
  const row = customers.deleteBudget(id);
  return row === null ? null : budgetJson(row);
}

/** 0, null and, before 1.101, false are dropped; the limit of a shared row moves for everybody. */
export function updateCustomer(context: RouteContext): unknown {
  const change = parse(customerSchema, context.body);
  const { customers, features } = context;
  const customer = customers.find(change.user_id);
  if (customer === null) throw customerNotFound(context, change.user_id, "user_id");
  if (change.blocked) customer.isBlocked = true;
  if (change.blocked === false && features.takesFalse) customer.isBlocked = false;
  if (change.alias) customer.alias = change.alias;
  if (change.budget_id) customer.budgetId = change.budget_id;
  if (change.max_budget) {
    const row = customers.findBudget(customer.budgetId);
    if (row === null) {
      customer.budgetId = createRow(context, { max_budget: change.max_budget }).budgetId;
    } else {
      row.maxBudget = change.max_budget;
    }
  }
  customers.touch();
  return customerJson(customers, customer, features);
}

export function newCustomer(context: RouteContext): unknown {
  const change = parse(customerSchema, context.body);
  const { customers, features, store } = context;
  if (customers.find(change.user_id) !== null) {
    const words = `Customer already exists, passed user_id=${change.user_id}.`;
    throw proxyException(400, words, "bad_request", "user_id");
  }
  const customer = customers.add({
    userId: change.user_id,
    seedIndex: null,
    alias: change.alias ?? null,
    budgetId: change.budget_id ?? null,
    isBlocked: change.blocked ?? false,
    dailyMicroUsd: 0,
    activeShare: 0,
    countsFromMs: store.clock.nowMs(),
  });
  customer.fixedMicroUsd = Math.round((change.spend ?? 0) * 1e6);
  return customerJson(customers, customer, features);
}

/** From 1.92 the flag is written and the answer is an internal error. */
export function blockCustomers(context: RouteContext): unknown {
  const { user_ids: ids } = parse(idsSchema, context.body);
  const { customers, features, store } = context;
  const blocked = ids.map((userId) => {
    const customer =
      customers.find(userId) ??
      customers.add({
        ...{ userId, seedIndex: null, alias: null, budgetId: null, isBlocked: true },
        ...{ dailyMicroUsd: 0, activeShare: 0, countsFromMs: store.clock.nowMs() },
      });
    customer.isBlocked = true;
    return customerJson(customers, customer, features);
  });
  customers.touch();
  if (features.hasTypedCustomers) {
    throw new ProxyError(500, {
      error: { message: "Internal server error", type: "internal_server_error" },
    });
  }
  return { blocked_users: blocked };
}

/** Takes ids from a list in memory that only an enterprise hook has; the flag stays. */
export function unblockCustomers(context: RouteContext): unknown {
  parse(idsSchema, context.body);
  throw httpException(400, "Blocked user check was never set. This call has no effect.");
}

export function deleteCustomers(context: RouteContext): unknown {
  const { user_ids: ids } = parse(idsSchema, context.body);
  const { customers } = context;
  const missing = ids.find((id) => customers.find(id) === null);
  if (missing !== undefined) throw customerNotFound(context, missing, "user_ids");
  for (const id of ids) customers.delete(id);
  return {
    deleted_customers: ids.length,
    message: `Successfully deleted customers with ids: ${JSON.stringify(ids)}`,
  };
}
