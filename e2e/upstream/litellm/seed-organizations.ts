import { DAY_MS } from "./days";
import type { Organization } from "./model";
import { stableUuid } from "./random";

interface OrganizationSeed {
  alias: string;
  /** Which teams are in it, by number. */
  teams: readonly number[];
  maxBudget: number | null;
  softBudget: number | null;
}

/** Every fourth team is in none. */
const SEEDS: readonly OrganizationSeed[] = [
  { alias: "Alder Group", teams: [0, 1, 4, 5], maxBudget: 12_000, softBudget: 9_000 },
  { alias: "Birch Holding", teams: [2, 6, 8], maxBudget: 4_000, softBudget: null },
  { alias: "Cedar Partners", teams: [9, 10], maxBudget: null, softBudget: null },
];

const FIRST_DAY_BEFORE = 30;

export function organizationIdOf(seed: number, index: number): string {
  return stableUuid(`organization-${seed}-${index}`);
}

/** The organization of the team with this number; null: none. */
export function organizationOf(seed: number, teamIndex: number): string | null {
  const index = SEEDS.findIndex(({ teams }) => teams.includes(teamIndex));
  return index < 0 ? null : organizationIdOf(seed, index);
}

export function createOrganizations(seed: number, firstDay: number): Organization[] {
  return SEEDS.map(({ alias, maxBudget, softBudget }, index) => {
    const createdAtMs = (firstDay - FIRST_DAY_BEFORE) * DAY_MS;
    const budgetId = stableUuid(`organization-budget-${seed}-${index}`);
    return {
      organizationId: organizationIdOf(seed, index),
      alias,
      budget: { budgetId, maxBudget, softBudget, budgetDuration: "30d", createdAtMs },
      createdAtMs,
    };
  });
}
