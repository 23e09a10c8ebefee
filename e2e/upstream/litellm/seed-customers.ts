import { DEMO_ACCOUNTS } from "../../demo-accounts";
import { listSeedPeople, PROJECT_NAMES, type SeedPerson } from "../people";
import { spentBetween } from "./customer-days";
import {
  createCustomer,
  MICRO_PER_USD,
  type BudgetRow,
  type CustomerRow,
  type CustomerSeed,
} from "./customer-model";
import { DAY_MS } from "./days";
import { mixed, Random, stableUuid } from "./random";
import { createBudget, seedBudgets, WINDOW_AGE_DAYS } from "./seed-customer-budgets";

export interface CustomerSeedOptions {
  anchorDay: number;
  people: number;
  /** True: nobody lacks one of the three accounts. */
  hasEveryAccount: boolean;
}

export interface SeededCustomers {
  customers: CustomerRow[];
  budgets: BudgetRow[];
}

const CLI_SUFFIX = "_codemie_cli";
const PREMIUM_SUFFIX = "_codemie_premium_models";
const HISTORY_DAYS = 60;
const SESSION_COUNT = 400;
const WORKDAYS = 21;

interface Slot {
  suffix: string;
  /** Share of a person's spend that goes through it. */
  weight: number;
  chance: number;
  budgetId: string;
}

const SLOTS: readonly Slot[] = [
  { suffix: "", weight: 0.25, chance: 0.97, budgetId: "personal-default" },
  { suffix: CLI_SUFFIX, weight: 0.68, chance: 0.62, budgetId: "cli-default" },
  { suffix: PREMIUM_SUFFIX, weight: 0.07, chance: 0.25, budgetId: "premium-default" },
];

/** Share of the limit that the demo's people have used, by account; null: no limit, undefined: no account. */
const DEMO_USED: Readonly<Record<string, readonly (number | null | undefined)[]>> = {
  [DEMO_ACCOUNTS.platform_admin.email]: [1.31, 0.62, 0.2],
  [DEMO_ACCOUNTS.operator.email]: [null, undefined, undefined],
  [DEMO_ACCOUNTS.user.email]: [0.57, 0.91, undefined],
  [DEMO_ACCOUNTS.auditor.email]: [],
};

function toBudgetId(slot: Slot, personIndex: number): string | null {
  if (personIndex % 11 === 3 && slot.suffix === "") return null;
  if (personIndex % 23 === 9) return "weekly-trial";
  if (personIndex % 41 === 17) return "no-window";
  return personIndex % 19 === 4 ? "power-users" : slot.budgetId;
}

function toMonthlyUsd(index: number): number {
  const random = new Random(mixed(0x5e4d, index));
  return random.chance(0.24) ? 0 : 9 * random.logNormal(1.25);
}

function toSeed(
  options: CustomerSeedOptions,
  person: { email: string; name: string | null; index: number },
  slot: Slot,
  place: number,
): CustomerSeed {
  const seedIndex = person.index * SLOTS.length + place;
  const random = new Random(mixed(0xac01, seedIndex));
  const daily = (toMonthlyUsd(person.index) * slot.weight) / WORKDAYS;
  const activeShare = random.between(0.25, 0.95);
  return {
    userId: `${person.email}${slot.suffix}`,
    seedIndex,
    alias: place === 0 ? person.name : null,
    budgetId: toBudgetId(slot, person.index),
    isBlocked: person.index % 97 === 5 && place === 0,
    dailyMicroUsd: Math.round((daily * MICRO_PER_USD) / activeShare),
    activeShare,
    countsFromMs: (options.anchorDay - WINDOW_AGE_DAYS) * DAY_MS,
  };
}

function createAccounts(options: CustomerSeedOptions, person: SeedPerson, index: number) {
  const random = new Random(mixed(0xacc0, index));
  const isKnown = options.hasEveryAccount || random.chance(0.93);
  const hasSlot = SLOTS.map(
    (slot) => isKnown && (random.chance(slot.chance) || options.hasEveryAccount),
  );
  return SLOTS.flatMap((slot, place) =>
    hasSlot[place] ? [createCustomer(toSeed(options, { ...person, index }, slot, place))] : [],
  );
}

/** The people who can sign in: their limits are made to fit what they spend. */
function createDemoAccounts(options: CustomerSeedOptions, person: SeedPerson, index: number) {
  const budgets: BudgetRow[] = [];
  const anchorMs = options.anchorDay * DAY_MS;
  const customers = SLOTS.flatMap((slot, place) => {
    const used = DEMO_USED[person.email]?.[place];
    if (used === undefined) return [];
    const seed = toSeed(options, { ...person, index }, slot, place);
    const customer = createCustomer({
      ...seed,
      budgetId: used === null ? null : stableUuid(`budget:${seed.userId}`),
      dailyMicroUsd: Math.round((slot.weight * 9 + 0.4) * MICRO_PER_USD),
      activeShare: 0.9,
    });
    const spentUsd = spentBetween(customer, customer.countsFromMs, anchorMs) / MICRO_PER_USD;
    if (customer.budgetId !== null && used !== null) {
      const maxBudget = Math.max(1, Math.round(spentUsd / used));
      budgets.push(
        createBudget(options.anchorDay, customer.budgetId, maxBudget, maxBudget * 0.8, "30d"),
      );
    }
    return [customer];
  });
  return { customers, budgets };
}

function createForeigner(options: CustomerSeedOptions, userId: string, number: number) {
  return createCustomer({
    userId,
    seedIndex: 1_000_000 + number,
    alias: null,
    budgetId: null,
    isBlocked: false,
    dailyMicroUsd: 40_000 + number * 17,
    activeShare: 0.4,
    countsFromMs: (options.anchorDay - HISTORY_DAYS) * DAY_MS,
  });
}

/** Customers that are nobody's account: of projects, of tool sessions, of ids that name no e-mail. */
function listForeignIds(): string[] {
  const projects = PROJECT_NAMES.flatMap((name) =>
    ["platform", "cli"].map((category) => `codemie:project:${name}:category:${category}`),
  );
  const sessions = Array.from({ length: SESSION_COUNT }, (_, number) =>
    JSON.stringify({
      device_id: stableUuid(`device:${number % 40}`),
      account_uuid: "",
      session_id: stableUuid(`session:${number}`),
    }),
  );
  const unresolved = Array.from({ length: 12 }, (_, number) => stableUuid(`unresolved:${number}`));
  return [...projects, ...sessions, ...unresolved, "svc-nightly-batch", "qa.robot_codemie_cli"];
}

/** Callers write their id as they like: the same person once more, in other letters. */
function createMixedCase(options: CustomerSeedOptions, person: SeedPerson, index: number) {
  if (index % 499 !== 11) return [];
  const userId = person.email.replace(/(^|[.@])[a-z]/g, (part) => part.toUpperCase());
  return [createForeigner(options, userId, 500_000 + index)];
}

/** Twelve thousand people with up to three accounts each, among everybody else who calls the proxy. */
export function seedCustomers(options: CustomerSeedOptions): SeededCustomers {
  const budgets = seedBudgets(options.anchorDay);
  const customers: CustomerRow[] = [];
  for (const [index, person] of listSeedPeople(options.people).entries()) {
    if (DEMO_USED[person.email] !== undefined) {
      const demo = createDemoAccounts(options, person, index);
      customers.push(...demo.customers);
      budgets.push(...demo.budgets);
    } else {
      customers.push(...createAccounts(options, person, index));
      customers.push(...createMixedCase(options, person, index));
    }
  }
  const foreigners = listForeignIds().map((id, number) => createForeigner(options, id, number));
  return { customers: [...customers, ...foreigners], budgets };
}
