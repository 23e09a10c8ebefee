import type { DayRange, IsoDay } from "@/lib/time";
import { readTeamsDailyUsage } from "./daily-activity";
import { listKeys, listTeams, type FindCallerRole } from "./directory";
import type { ReadContext, ReadOptions } from "./reading";
import type {
  AgentDayRecord,
  AgentRecord,
  LoggedCalls,
  TagDayRecord,
  TenantRecord,
  WholeRead,
} from "./records";
import { readLoggedCalls } from "./spend-logs";
import { readTagDailyActivity } from "./tag-activity";

/** The reads whose answer depends on what a tenant is. */
export interface TenantReader {
  listTenants(options?: ReadOptions): Promise<WholeRead<TenantRecord>>;
  listAgents(options?: ReadOptions): Promise<WholeRead<AgentRecord>>;
  readTenantDailyUsage(
    tenantId: string,
    range: DayRange,
    options?: ReadOptions,
  ): Promise<WholeRead<AgentDayRecord>>;
  /** Without `tags` all tags are asked for; only those that `isWanted` accepts are kept. */
  readTagDailyActivity(
    range: DayRange,
    tags: readonly string[] | undefined,
    isWanted: (tag: string) => boolean,
    options?: ReadOptions,
  ): Promise<WholeRead<TagDayRecord>>;
  /** See `readLoggedCalls` in spend-logs.ts. */
  readLoggedCalls(
    agentId: string,
    day: IsoDay,
    maxPages: number,
    options?: ReadOptions,
  ): Promise<LoggedCalls>;
}

/** A tenant is a team, its agents are the team's keys. */
export function createTeamTenants(context: ReadContext, findRole: FindCallerRole): TenantReader {
  return {
    async listTenants(read = {}) {
      const teams = await listTeams(context, findRole, read);
      return { ...teams, records: teams.records.map(({ tenant }) => tenant) };
    },
    async listAgents(read = {}) {
      const keys = await listKeys(context, findRole, read);
      return { ...keys, records: keys.records.map(({ agent }) => agent) };
    },
    readTenantDailyUsage: (tenantId, range, read = {}) =>
      readTeamsDailyUsage(context, [tenantId], range, read),
    readTagDailyActivity: (range, tags, isWanted, read = {}) =>
      readTagDailyActivity(context, range, tags, isWanted, read),
    readLoggedCalls: (agentId, day, maxPages, read = {}) =>
      readLoggedCalls(context, agentId, day, maxPages, read),
  };
}
