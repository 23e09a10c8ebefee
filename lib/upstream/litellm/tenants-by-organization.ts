import { sumUsd } from "@/lib/money";
import { readTeamsDailyUsage } from "./daily-activity";
import {
  findOrganizations,
  listKeys,
  listTeams,
  type FindCallerRole,
  type KeyRow,
  type TeamRow,
} from "./directory";
import type { ReadContext, ReadOptions } from "./reading";
import type { AgentRecord, ReadReport, TenantRecord, WholeRead } from "./records";
import { readLoggedCalls } from "./spend-logs";
import { readTagDailyActivity } from "./tag-activity";
import type { TenantReader } from "./tenants-by-team";

/** Who is in which organization is asked again after this: short, as another worker may know of a move. */
const TEAMS_FRESH_MS = 10_000;
const MAX_REASONS = 5;

type Teams = WholeRead<TeamRow>;

function toTenantId({ tenant, organizationId }: TeamRow): string {
  return organizationId ?? tenant.tenantId;
}

function groupTeams(teams: readonly TeamRow[]): Map<string, TeamRow[]> {
  const groups = new Map<string, TeamRow[]>();
  for (const team of teams) {
    const tenantId = toTenantId(team);
    const group = groups.get(tenantId) ?? [];
    groups.set(tenantId, group);
    group.push(team);
  }
  return groups;
}

/** An organization of which only the teams are known: no name, no limit, and their counters together. */
function toUnnamed(tenantId: string, teams: readonly TeamRow[]): TenantRecord {
  return {
    tenantId,
    name: null,
    isOrganization: true,
    maxBudgetUsd: null,
    softBudgetUsd: null,
    budgetSpendUsd: sumUsd(teams.map(({ tenant }) => tenant.budgetSpendUsd)),
    budgetDuration: null,
    budgetResetAt: null,
    isBlocked: false,
    createdAt: null,
  };
}

function toTenants(
  teams: readonly TeamRow[],
  organizations: readonly TenantRecord[],
): TenantRecord[] {
  const known = new Map(organizations.map((organization) => [organization.tenantId, organization]));
  const groups = groupTeams(teams.filter((team) => team.organizationId !== null));
  const ids = new Set([...known.keys(), ...groups.keys()]);
  const ofOrganizations = [...ids].map(
    (id) => known.get(id) ?? toUnnamed(id, groups.get(id) ?? []),
  );
  const outside = teams.filter((team) => team.organizationId === null);
  return [...ofOrganizations, ...outside.map(({ tenant }) => tenant)];
}

function toTenantOf(teamId: string | null, tenantOfTeam: ReadonlyMap<string, string>) {
  return teamId === null ? null : (tenantOfTeam.get(teamId) ?? teamId);
}

/** The key's team decides; only a key without one is where the key itself says. */
function toAgent(key: KeyRow, tenantOfTeam: ReadonlyMap<string, string>): AgentRecord {
  const tenantId = toTenantOf(key.agent.tenantId, tenantOfTeam) ?? key.organizationId;
  return { ...key.agent, tenantId };
}

function joinReports(first: ReadReport, second: ReadReport): ReadReport {
  return {
    pages: first.pages + second.pages,
    requests: first.requests + second.requests,
    retries: first.retries + second.retries,
    rowsRead: first.rowsRead + second.rowsRead,
    rowsRejected: first.rowsRejected + second.rowsRejected,
    rejections: [...first.rejections, ...second.rejections].slice(0, MAX_REASONS),
    rejectedByDay: first.rejectedByDay,
  };
}

/** Which teams are in which organization, asked for once however many reads want to know. */
class TeamsInOrganizations {
  private latest: { at: number; teams: Promise<Teams> } | null = null;

  constructor(private readonly list: (options: ReadOptions) => Promise<Teams>) {}

  async read(options: ReadOptions): Promise<Teams> {
    const teams = await this.list(options);
    this.latest = { at: Date.now(), teams: Promise.resolve(teams) };
    return teams;
  }

  async findRecent(): Promise<Teams> {
    if (this.latest === null || Date.now() - this.latest.at > TEAMS_FRESH_MS) {
      // Without any one reader's signal: the others wait for the same answer.
      const asked = { at: Date.now(), teams: this.list({}) };
      this.latest = asked;
      asked.teams.catch(() => {
        if (this.latest === asked) this.latest = null;
      });
    }
    return this.latest.teams;
  }

  async findTenantOfTeam(): Promise<ReadonlyMap<string, string>> {
    const { records } = await this.findRecent();
    return new Map(records.map((team) => [team.tenant.tenantId, toTenantId(team)]));
  }
}

/**
 * A tenant is an organization: all teams that name it, and their keys. A team in none is a tenant of its
 * own. Usage comes from the teams' route, as the organizations' own one is not open to everybody.
 */
export function createOrganizationTenants(
  context: ReadContext,
  findRole: FindCallerRole,
): TenantReader {
  const teams = new TeamsInOrganizations((options) => listTeams(context, findRole, options));
  return {
    async listTenants(read = {}) {
      const listed = await teams.read(read);
      const organizations = await findOrganizations(context, read);
      const records = toTenants(listed.records, organizations?.records ?? []);
      if (organizations === null) return { ...listed, records };
      return { ...listed, records, report: joinReports(listed.report, organizations.report) };
    },
    async listAgents(read = {}) {
      const tenantOfTeam = await teams.findTenantOfTeam();
      const keys = await listKeys(context, findRole, read);
      return { ...keys, records: keys.records.map((key) => toAgent(key, tenantOfTeam)) };
    },
    async readTenantDailyUsage(tenantId, range, read = {}) {
      const listed = await teams.findRecent();
      const own = groupTeams(listed.records).get(tenantId) ?? [];
      const teamIds = own.map(({ tenant }) => tenant.tenantId);
      const usage = await readTeamsDailyUsage(context, teamIds, range, read);
      return { ...usage, readAt: listed.readAt < usage.readAt ? listed.readAt : usage.readAt };
    },
    async readTagDailyActivity(range, tags, isWanted, read = {}) {
      const tenantOfTeam = await teams.findTenantOfTeam();
      const usage = await readTagDailyActivity(context, range, tags, isWanted, read);
      const records = usage.records.map((record) => ({
        ...record,
        currentTenantId: toTenantOf(record.currentTenantId, tenantOfTeam),
      }));
      return { ...usage, records };
    },
    async readLoggedCalls(agentId, day, maxPages, read = {}) {
      const tenantOfTeam = await teams.findTenantOfTeam();
      const logged = await readLoggedCalls(context, agentId, day, maxPages, read);
      const records = logged.records.map((call) => ({
        ...call,
        tenantId: toTenantOf(call.tenantId, tenantOfTeam),
      }));
      return { ...logged, records };
    },
  };
}
