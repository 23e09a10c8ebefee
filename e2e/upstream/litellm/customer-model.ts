/** A row of the proxy's budget table, as customers link to it. Rows may be shared by many. */
export interface BudgetRow {
  budgetId: string;
  maxBudget: number | null;
  softBudget: number | null;
  budgetDuration: string | null;
  /** Null: never reset. */
  resetAtMs: number | null;
  /** When the counters of its customers were last set to zero. */
  windowFromMs: number;
  createdAtMs: number;
  updatedAtMs: number;
  /** True: the reset job passes it over, as a job that is late or broken does. */
  isResetHeld: boolean;
}

/** What a customer is held to beside its budget; gone when it is deleted. */
export interface Restrictions {
  region: string | null;
  defaultModel: string | null;
  objectPermissionId: string | null;
}

/** A customer (end user). What it spends on a day follows from its number, unless a test said otherwise. */
export interface CustomerRow {
  userId: string;
  /** Place in the seeded stream of random numbers; null for customers made by tests. */
  seedIndex: number | null;
  alias: string | null;
  budgetId: string | null;
  isBlocked: boolean;
  restrictions: Restrictions;
  /** Millionths of a dollar on a busy day. */
  dailyMicroUsd: number;
  activeShare: number;
  /** Counts from here on, where there is no budget whose window would say it. */
  countsFromMs: number;
  /** A counter that a test has set: nothing is added to it by itself. */
  fixedMicroUsd: number | null;
  addedMicroUsd: number;
}

export type CustomerSeed = Omit<CustomerRow, "fixedMicroUsd" | "addedMicroUsd" | "restrictions">;

export const MICRO_PER_USD = 1_000_000;

export function createCustomer(seed: CustomerSeed): CustomerRow {
  const restrictions = { region: null, defaultModel: null, objectPermissionId: null };
  return { ...seed, restrictions, fixedMicroUsd: null, addedMicroUsd: 0 };
}
