import { z } from "zod";
import { MICRO_PER_USD } from "./customer-model";
import type { CustomerStore } from "./customer-store";
import type { Clock } from "./clock";

export const CUSTOMER_MUTATIONS = [
  /** Makes the customer where there is none; its counter then moves only when it is told to. */
  z.strictObject({
    op: z.literal("setCustomer"),
    userId: z.string().min(1),
    spendUsd: z.number().optional(),
    budgetId: z.string().nullable().optional(),
    isBlocked: z.boolean().optional(),
    restrictions: z
      .strictObject({
        region: z.string().nullable(),
        defaultModel: z.string().nullable(),
        objectPermissionId: z.string().nullable(),
      })
      .partial()
      .optional(),
  }),
  z.strictObject({ op: z.literal("addCustomerSpend"), userId: z.string(), usd: z.number() }),
  z.strictObject({ op: z.literal("deleteCustomer"), userId: z.string() }),
  /** Makes the row where there is none. */
  z.strictObject({
    op: z.literal("setCustomerBudget"),
    budgetId: z.string().min(1),
    maxBudget: z.number().nullable().optional(),
    softBudget: z.number().nullable().optional(),
    budgetDuration: z.string().nullable().optional(),
    resetAt: z.iso.datetime().nullable().optional(),
    isResetHeld: z.boolean().optional(),
  }),
  /** "dates" moves the date and leaves the counters, "counters" the other way round. */
  z.strictObject({
    op: z.literal("resetCustomerBudget"),
    budgetId: z.string(),
    part: z.enum(["both", "dates", "counters"]).default("both"),
  }),
] as const;

type Parsed = z.output<(typeof CUSTOMER_MUTATIONS)[number]>;

const CUSTOMER_OPS: ReadonlySet<string> = new Set(
  CUSTOMER_MUTATIONS.map((schema) => schema.shape.op.value),
);

export function isCustomerMutation(change: { op: string }): change is Parsed {
  return CUSTOMER_OPS.has(change.op);
}

function micro(usd: number): number {
  return Math.round(usd * MICRO_PER_USD);
}

function setCustomer(
  store: CustomerStore,
  clock: Clock,
  change: Extract<Parsed, { op: "setCustomer" }>,
): void {
  const customer =
    store.find(change.userId) ??
    store.add({
      userId: change.userId,
      seedIndex: null,
      alias: null,
      budgetId: null,
      isBlocked: false,
      dailyMicroUsd: 0,
      activeShare: 0,
      countsFromMs: clock.nowMs(),
    });
  if (change.spendUsd !== undefined) {
    customer.fixedMicroUsd = micro(change.spendUsd);
    customer.addedMicroUsd = 0;
  }
  if (change.budgetId !== undefined) customer.budgetId = change.budgetId;
  if (change.isBlocked !== undefined) customer.isBlocked = change.isBlocked;
  customer.restrictions = { ...customer.restrictions, ...change.restrictions };
}

function setBudget(
  store: CustomerStore,
  clock: Clock,
  change: Extract<Parsed, { op: "setCustomerBudget" }>,
): void {
  const nowMs = clock.nowMs();
  const known = store.findBudget(change.budgetId);
  const budget = known ?? {
    budgetId: change.budgetId,
    maxBudget: null,
    softBudget: null,
    budgetDuration: null,
    resetAtMs: null,
    windowFromMs: nowMs,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    isResetHeld: false,
  };
  if (change.maxBudget !== undefined) budget.maxBudget = change.maxBudget;
  if (change.softBudget !== undefined) budget.softBudget = change.softBudget;
  if (change.budgetDuration !== undefined) budget.budgetDuration = change.budgetDuration;
  if (change.isResetHeld !== undefined) budget.isResetHeld = change.isResetHeld;
  if (change.resetAt !== undefined) {
    budget.resetAtMs = change.resetAt === null ? null : Date.parse(change.resetAt);
  }
  budget.updatedAtMs = nowMs;
  if (known === null) store.addBudget(budget);
}

/** What a test does to customers and their budgets. */
export function mutateCustomers(store: CustomerStore, clock: Clock, change: Parsed): void {
  switch (change.op) {
    case "setCustomer": {
      setCustomer(store, clock, change);
      break;
    }
    case "addCustomerSpend": {
      const customer = store.find(change.userId);
      if (customer === null) throw new Error(`no such customer: ${change.userId}`);
      customer.addedMicroUsd += micro(change.usd);
      break;
    }
    case "deleteCustomer": {
      store.delete(change.userId);
      break;
    }
    case "setCustomerBudget": {
      setBudget(store, clock, change);
      break;
    }
    case "resetCustomerBudget": {
      const budget = store.findBudget(change.budgetId);
      if (budget === null) throw new Error(`no such budget: ${change.budgetId}`);
      if (change.part === "counters") store.zeroCounters(budget, clock.nowMs());
      else store.resetBudget(budget, clock.nowMs(), change.part === "both");
      break;
    }
  }
  store.touch();
}
