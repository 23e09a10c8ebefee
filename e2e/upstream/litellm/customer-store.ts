import { budgetWindow } from "./budget-window";
import type { Clock } from "./clock";
import { spentBetween } from "./customer-days";
import {
  createCustomer,
  MICRO_PER_USD,
  type BudgetRow,
  type CustomerRow,
  type CustomerSeed,
} from "./customer-model";
import { seedCustomers, type CustomerSeedOptions, type SeededCustomers } from "./seed-customers";

/** The tables of customers and of their budgets; made on first use. */
export class CustomerStore {
  /** Grows with every change made from outside. */
  revision = 0;
  private rows: Map<string, CustomerRow> | null = null;
  private budgetRows: Map<string, BudgetRow> | null = null;

  constructor(
    private readonly options: CustomerSeedOptions,
    private readonly clock: Clock,
  ) {}

  get customers(): ReadonlyMap<string, CustomerRow> {
    this.seed();
    return this.rows ?? new Map<string, CustomerRow>();
  }

  get budgets(): ReadonlyMap<string, BudgetRow> {
    this.seed();
    return this.budgetRows ?? new Map<string, BudgetRow>();
  }

  find(userId: string): CustomerRow | null {
    return this.customers.get(userId) ?? null;
  }

  findBudget(budgetId: string | null): BudgetRow | null {
    return budgetId === null ? null : (this.budgets.get(budgetId) ?? null);
  }

  /** The customer's counter in USD: what it spent since its budget's last reset. */
  spendUsd(customer: CustomerRow): number {
    const { fixedMicroUsd, addedMicroUsd } = customer;
    if (fixedMicroUsd !== null) return (fixedMicroUsd + addedMicroUsd) / MICRO_PER_USD;
    const window = this.findBudget(customer.budgetId)?.windowFromMs;
    const fromMs = Math.max(window ?? 0, customer.countsFromMs);
    const micro = spentBetween(customer, fromMs, this.clock.writtenUntilMs());
    return (micro + addedMicroUsd) / MICRO_PER_USD;
  }

  add(seed: CustomerSeed): CustomerRow {
    this.seed();
    const customer = createCustomer(seed);
    this.rows?.set(customer.userId, customer);
    this.revision += 1;
    return customer;
  }

  delete(userId: string): boolean {
    this.seed();
    this.revision += 1;
    return this.rows?.delete(userId) ?? false;
  }

  addBudget(budget: BudgetRow): void {
    this.seed();
    this.budgetRows?.set(budget.budgetId, budget);
    this.revision += 1;
  }

  /** Customers that had it are left without one. */
  deleteBudget(budgetId: string): BudgetRow | null {
    const budget = this.findBudget(budgetId);
    if (budget === null) return null;
    this.budgetRows?.delete(budgetId);
    for (const customer of this.customers.values()) {
      if (customer.budgetId === budgetId) customer.budgetId = null;
    }
    this.revision += 1;
    return budget;
  }

  /** Call after changing a row in place. */
  touch(): void {
    this.revision += 1;
  }

  /** The proxy's reset job: new dates and zeroed counters for every budget whose time has come. */
  runResets(): void {
    const nowMs = this.clock.nowMs();
    for (const budget of this.budgets.values()) {
      if (budget.resetAtMs === null || budget.resetAtMs > nowMs || budget.isResetHeld) continue;
      this.resetBudget(budget, nowMs);
    }
  }

  /** Moves the date on; with `zeroesCounters` false the counters follow later, as a slow job does it. */
  resetBudget(budget: BudgetRow, nowMs: number, zeroesCounters = true): void {
    const window = budgetWindow(budget.budgetDuration, nowMs);
    budget.resetAtMs = window?.untilMs ?? null;
    budget.updatedAtMs = nowMs;
    if (zeroesCounters) this.zeroCounters(budget, nowMs);
    this.revision += 1;
  }

  zeroCounters(budget: BudgetRow, nowMs: number): void {
    budget.windowFromMs = nowMs;
    for (const customer of this.customers.values()) {
      if (customer.budgetId !== budget.budgetId) continue;
      customer.addedMicroUsd = 0;
      if (customer.fixedMicroUsd !== null) customer.fixedMicroUsd = 0;
    }
    this.revision += 1;
  }

  private seed(): void {
    if (this.rows !== null) return;
    const seeded: SeededCustomers = seedCustomers(this.options);
    this.rows = new Map(seeded.customers.map((customer) => [customer.userId, customer]));
    this.budgetRows = new Map(seeded.budgets.map((budget) => [budget.budgetId, budget]));
  }
}
