import { DAY_MS, HOUR_MS } from "./days";
import { NO_ADMIN_FIELDS, type KeyRecord, type Tenant } from "./model";
import { AGENT_NAMES, companyName } from "./names";
import { Random, hash32, sha256Hex, stableUuid } from "./random";
import { createProfile } from "./seed-agents";
import { organizationOf } from "./seed-organizations";
import { toOwner } from "./users";

export interface SeedOptions {
  seed: number;
  tenants: number;
  /** Unset with 12 tenants: 120 agents, from 24 in the biggest tenant to 2 in the smallest. */
  agentsPerTenant?: number;
  days: number;
  /** The UTC day on which the history was made; growth, spike and moves are relative to it. */
  anchorDay: number;
}

const AGENT_COUNTS = [24, 18, 15, 12, 10, 9, 8, 7, 6, 5, 4, 2] as const;
const MONTHLY_USD = [5200, 3100, 1900, 1250, 820, 460, 380, 310, 240, 160, 95, 60] as const;
const ROLES: Record<number, Tenant["role"]> = { 6: "spike", 9: "new", 11: "idle" };

/** Key numbers that are deleted, and how many days before the anchor. */
const DELETED_DAYS_AGO: Record<number, number> = { 7: 12, 29: 41, 66: 3, 95: 120 };
const UNUSED_KEYS: readonly number[] = [65];
export const MOVED_KEY_INDEX = 27;
export const MOVED_DAYS_AGO = 25;
const KEY_NUMBERS_PER_TENANT = 1000;

function agentCountOf(options: SeedOptions, index: number): number {
  if (options.agentsPerTenant !== undefined) return options.agentsPerTenant;
  return options.tenants === AGENT_COUNTS.length ? (AGENT_COUNTS[index] ?? 2) : 3;
}

function spanOf(role: Tenant["role"], options: SeedOptions): [number, number | null] {
  const start = options.anchorDay - options.days;
  if (role === "new") return [Math.max(start, options.anchorDay - 9), null];
  if (role === "idle") return [start, options.anchorDay - 75];
  return [start, null];
}

export function createTenant(options: SeedOptions, index: number): Tenant {
  const random = new Random(hash32(options.seed, "tenant", index));
  const shape = index % AGENT_COUNTS.length;
  const role = ROLES[shape] ?? "ordinary";
  const [firstDay, lastDay] = spanOf(role, options);
  const target = (MONTHLY_USD[shape] ?? 100) * random.between(0.93, 1.07);
  const createdAtMs = (firstDay - 1) * DAY_MS + random.whole(7, 16) * HOUR_MS;
  return {
    index,
    teamId: stableUuid(`team-${options.seed}-${index}`),
    organizationId: organizationOf(options.seed, index),
    alias: companyName(index),
    role,
    createdAtMs,
    updatedAtMs: createdAtMs,
    firstDay,
    lastDay,
    monthlyTargetUsd: target,
    agentCount: agentCountOf(options, index),
    adminUserId: `u-${stableUuid(`admin-${options.seed}-${index}`).slice(0, 8)}`,
    ...teamBudget(shape, target),
    ...NO_ADMIN_FIELDS,
  };
}

function teamBudget(
  shape: number,
  target: number,
): Pick<Tenant, "maxBudget" | "softBudget" | "budgetDuration"> {
  if (shape === 8) return { maxBudget: null, softBudget: null, budgetDuration: null };
  const factor = shape === 3 ? 0.55 : shape === 5 ? 1.02 : 1.4;
  const step = target > 1000 ? 250 : target > 200 ? 50 : 10;
  const maxBudget = Math.max(step, Math.round((target * factor) / step) * step);
  const softBudget = shape % 4 === 0 ? maxBudget * 0.8 : null;
  return { maxBudget, softBudget, budgetDuration: shape % 3 === 1 ? "1mo" : "30d" };
}

/** Falls off like real teams do: a few agents make most of the bill. */
function shareOf(position: number, count: number): number {
  let total = 0;
  for (let rank = 1; rank <= count; rank += 1) total += 1 / rank ** 0.8;
  return 1 / (position + 1) ** 0.8 / total;
}

function firstNumber(options: SeedOptions, tenant: Tenant): number {
  if (options.agentsPerTenant !== undefined || options.tenants !== AGENT_COUNTS.length) {
    return KEY_NUMBERS_PER_TENANT * (tenant.index + 1);
  }
  return AGENT_COUNTS.slice(0, tenant.index).reduce((sum, count) => sum + count, 0);
}

function createKey(
  options: SeedOptions,
  index: number,
  random: Random,
  parts: Pick<KeyRecord, "alias" | "profile" | "createdAtMs" | "homeTenant" | "userId" | "teams">,
): KeyRecord {
  const daysAgo = DELETED_DAYS_AGO[index];
  const deletedAtMs =
    daysAgo === undefined ? null : (options.anchorDay - daysAgo) * DAY_MS + 15 * HOUR_MS;
  const secret = sha256Hex(`secret-${options.seed}-${index}`);
  const suffix = Buffer.from(secret.slice(0, 6), "hex").toString("base64url");
  return {
    ...parts,
    index,
    organizationId: null,
    token: sha256Hex(`sk-${options.seed}-${index}`),
    keyName: `sk-...${suffix}`,
    updatedAtMs: parts.createdAtMs + random.whole(1, 40) * HOUR_MS,
    deletedAtMs,
    maxBudget: null,
    softBudget: null,
    budgetDuration: null,
    linkedBudget: null,
    ...NO_ADMIN_FIELDS,
  };
}

export function createKeys(options: SeedOptions, tenant: Tenant): KeyRecord[] {
  const first = firstNumber(options, tenant);
  return Array.from({ length: tenant.agentCount }, (_, position) => {
    const index = first + position;
    const random = new Random(hash32(options.seed, "key", index));
    const monthlyUsd = UNUSED_KEYS.includes(index)
      ? 0
      : tenant.monthlyTargetUsd * shareOf(position, tenant.agentCount) * random.between(0.8, 1.2);
    const lateStart = position > 1 && random.chance(0.35) && tenant.role === "ordinary";
    const startDay =
      tenant.firstDay + (lateStart ? random.whole(10, Math.floor(options.days * 0.8)) : 0);
    return createKey(options, index, random, {
      alias: index % 17 === 5 ? null : agentName(tenant.index, position),
      profile: createProfile(index, monthlyUsd, random),
      createdAtMs: startDay * DAY_MS + 6 * HOUR_MS,
      homeTenant: tenant,
      userId: toOwner(tenant.index, position, random.chance(0.3) ? tenant.adminUserId : null),
      teams: [{ fromMs: 0, teamId: tenant.teamId }],
    });
  });
}

function agentName(tenantIndex: number, position: number): string {
  const name = AGENT_NAMES[(tenantIndex * 7 + position) % AGENT_NAMES.length] ?? "Agent";
  const round = Math.floor(position / AGENT_NAMES.length);
  return round === 0 ? name : `${name} ${round + 1}`;
}

/** A key of the platform's own people, in no team: its rows are "Unassigned". */
export function createUnassignedKey(options: SeedOptions): KeyRecord {
  const random = new Random(hash32(options.seed, "unassigned"));
  return createKey(options, 900_000, random, {
    alias: "platform-experiments",
    profile: createProfile(900_000, 45, random),
    createdAtMs: (options.anchorDay - Math.min(options.days, 200)) * DAY_MS,
    homeTenant: null,
    userId: "u-platform",
    teams: [{ fromMs: 0, teamId: null }],
  });
}
