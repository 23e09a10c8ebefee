import type { Clock } from "./clock";
import { DAY_MS } from "./days";
import type { KeyRecord, Organization, Tenant, UsageFact } from "./model";
import { seedKeyBudgets } from "./seed-budgets";
import { createOrganizations } from "./seed-organizations";
import {
  createKeys,
  createTenant,
  createUnassignedKey,
  MOVED_DAYS_AGO,
  MOVED_KEY_INDEX,
  type SeedOptions,
} from "./seed-tenants";
import { createFacts } from "./seed-usage";

export interface UsageFilter {
  teamId?: string | null;
  token?: string;
  fromDay?: number;
  toDay?: number;
}

/** The proxy's tables: made on first use, changed only through the methods below. */
export class Store {
  /** Grows with every change, so that nothing computed before it is served after it. */
  revision = 0;
  /** Nothing is older than this day. */
  firstDay: number;
  readonly tenants: readonly Tenant[];
  readonly organizations: readonly Organization[];
  private readonly unassigned: KeyRecord[];
  private readonly keysByTenant = new Map<Tenant, KeyRecord[]>();
  private readonly addedByDay = new Map<number, UsageFact[]>();
  private readonly removed: UsageFilter[] = [];
  private readonly moved = new Set<KeyRecord>();
  private keysByToken: Map<string, KeyRecord> | null = null;
  private serial = 0;

  constructor(
    readonly options: SeedOptions,
    readonly clock: Clock,
  ) {
    this.firstDay = options.anchorDay - options.days - 1;
    this.tenants = Array.from({ length: options.tenants }, (_, index) =>
      createTenant(options, index),
    );
    this.organizations = createOrganizations(options.seed, this.firstDay);
    this.unassigned = [createUnassignedKey(options)];
  }

  findTenant(teamId: string): Tenant | null {
    return this.tenants.find((tenant) => tenant.teamId === teamId) ?? null;
  }

  findKey(token: string): KeyRecord | null {
    this.keysByToken ??= new Map(this.allKeys().map((key) => [key.token, key]));
    return this.keysByToken.get(token) ?? null;
  }

  /** Deleted keys too. */
  allKeys(): KeyRecord[] {
    return [...this.tenants.flatMap((tenant) => this.homeKeys(tenant)), ...this.unassigned];
  }

  /** Every key that is or was in one of the teams; null means all teams and none. */
  keysWithUsageIn(teamIds: ReadonlySet<string> | null): KeyRecord[] {
    if (teamIds === null) return this.allKeys();
    const home = this.tenants.filter((tenant) => teamIds.has(tenant.teamId));
    const keys = new Set(home.flatMap((tenant) => this.homeKeys(tenant)));
    this.homeOfMovedKey();
    for (const key of this.moved) keys.add(key);
    return [...keys];
  }

  /** Keys that belong to the team now, without deleted ones. */
  currentKeys(teamId: string): KeyRecord[] {
    return this.keysWithUsageIn(new Set([teamId])).filter(
      (key) => key.deletedAtMs === null && key.teams.at(-1)?.teamId === teamId,
    );
  }

  factsOf(key: KeyRecord, day: number): UsageFact[] {
    const facts = createFacts(this.options, key, day);
    if (this.removed.length === 0 || facts.length === 0) return facts;
    return facts.filter((fact) => !this.removed.some((filter) => matches(filter, fact)));
  }

  /** Usage added by tests, newest first. */
  addedOn(day: number): readonly UsageFact[] {
    return this.addedByDay.get(day) ?? [];
  }

  addUsage(fact: Omit<UsageFact, "given">, teamId: string | null, picoUsd: bigint): void {
    this.serial += 1;
    const given = { teamId, picoUsd, serial: this.serial };
    const before = this.addedByDay.get(fact.day) ?? [];
    this.firstDay = Math.min(this.firstDay, fact.day);
    this.addedByDay.set(fact.day, [{ ...fact, given }, ...before]);
    this.revision += 1;
  }

  removeUsage(filter: UsageFilter): void {
    this.removed.push(filter);
    for (const [day, facts] of this.addedByDay) {
      this.addedByDay.set(
        day,
        facts.filter((fact) => !matches(filter, fact)),
      );
    }
    this.revision += 1;
  }

  moveKey(key: KeyRecord, teamId: string | null, fromMs: number): void {
    key.teams = [...key.teams.filter((span) => span.fromMs < fromMs), { fromMs, teamId }];
    this.moved.add(key);
    this.touch(key);
  }

  /** The same team under another id, as if it had always had that one. */
  renameTeamId(tenant: Tenant, teamId: string): void {
    const { teamId: before } = tenant;
    const facts = [...this.addedByDay.values()].flat().map(({ given }) => given);
    const holders = [...this.allKeys().flatMap((key) => key.teams), ...facts];
    for (const holder of holders) if (holder?.teamId === before) holder.teamId = teamId;
    tenant.teamId = teamId;
    this.touch(tenant);
  }

  /** Call after changing a key or a tenant in place. */
  touch(changed: KeyRecord | Tenant): void {
    changed.updatedAtMs = this.clock.nowMs();
    this.revision += 1;
  }

  private homeKeys(tenant: Tenant): KeyRecord[] {
    const known = this.keysByTenant.get(tenant);
    if (known !== undefined) return known;
    const keys = createKeys(this.options, tenant);
    this.keysByTenant.set(tenant, keys);
    this.applySeededMove(keys);
    seedKeyBudgets(this.options, keys);
    return keys;
  }

  private applySeededMove(keys: readonly KeyRecord[]): void {
    const target = this.tenants[2];
    const key = keys.find((candidate) => candidate.index === MOVED_KEY_INDEX);
    if (key === undefined || target === undefined) return;
    const fromMs = (this.options.anchorDay - MOVED_DAYS_AGO) * DAY_MS;
    key.teams = [...key.teams, { fromMs, teamId: target.teamId }];
    key.updatedAtMs = fromMs;
    this.moved.add(key);
  }

  private homeOfMovedKey(): void {
    const tenant = this.tenants[1];
    if (tenant !== undefined) this.homeKeys(tenant);
  }
}

/** Team matters only for usage that was given to one; generated usage follows its key. */
function matches(filter: UsageFilter, fact: UsageFact): boolean {
  if (filter.token !== undefined && filter.token !== fact.key.token) return false;
  if (filter.fromDay !== undefined && fact.day < filter.fromDay) return false;
  if (filter.toDay !== undefined && fact.day > filter.toDay) return false;
  if (filter.teamId === undefined) return true;
  const team = fact.given === null ? teamOn(fact) : fact.given.teamId;
  return team === filter.teamId;
}

function teamOn(fact: UsageFact): string | null {
  const span = fact.key.teams.findLast((candidate) => candidate.fromMs <= fact.day * DAY_MS);
  return span?.teamId ?? null;
}
