import type { Decimal } from "@/lib/money";
import { UpstreamError } from "../errors";
import type { UpstreamHttp } from "../http";
import { toAgent, toTenant } from "./directory";
import { parseAnswer } from "./reading";
import type { BudgetRecord } from "./records";
import { wireKey, wireKeyHolder, wireTeam, wireTeamHolder, type WireKey } from "./schema";

/** Only what is named is sent: LiteLLM writes every field that it is sent, and a duration moves the reset date. */
export interface BudgetWrite {
  maxBudgetUsd?: Decimal | null;
  softBudgetUsd?: Decimal | null;
  /** LiteLLM's grammar. */
  budgetDuration?: string | null;
  isBlocked?: boolean;
}

export interface BudgetReading {
  record: BudgetRecord;
  /** The row of the budget table that holds the limits; null where the holder has them itself. */
  budgetId: string | null;
  /** By LiteLLM's clock. */
  readAt: Date;
}

/** One budget holder of LiteLLM, read and written by itself. */
export interface BudgetHolder {
  /** @throws {UpstreamError} not_found where LiteLLM has no such row */
  read(): Promise<BudgetReading>;
  /** Sent once; after a failure without an answer read again to learn what became of it. */
  write(change: BudgetWrite): Promise<void>;
}

const READ_ATTEMPTS = 2;

function toFields(change: BudgetWrite): Record<string, unknown> {
  const toNumber = (amount: Decimal | null) => (amount === null ? null : amount.toNumber());
  return {
    ...(change.maxBudgetUsd === undefined ? {} : { max_budget: toNumber(change.maxBudgetUsd) }),
    ...(change.softBudgetUsd === undefined ? {} : { soft_budget: toNumber(change.softBudgetUsd) }),
    ...(change.budgetDuration === undefined ? {} : { budget_duration: change.budgetDuration }),
  };
}

/** Limits first: a row that is to be blocked must not end up blocked with its old limits. */
async function sendChange(
  http: UpstreamHttp,
  noun: "team" | "key",
  id: Record<string, string>,
  change: BudgetWrite,
): Promise<void> {
  const send = (route: string, body: Record<string, unknown>) =>
    http.postJson(`/${noun}/${route}`, body, { maxAttempts: 1 });
  const fields = toFields(change);
  if (Object.keys(fields).length > 0) await send("update", { ...id, ...fields });
  if (change.isBlocked !== undefined) await send(change.isBlocked ? "block" : "unblock", id);
}

/** A team. */
export function openTenantBudget(http: UpstreamHttp, tenantId: string): BudgetHolder {
  return {
    read: async () => {
      const path = "/team/info";
      // Releases that know key_limit leave the keys out; the others send them all.
      const query = { team_id: tenantId, key_limit: 1 };
      const { body, askedAt } = await http.getJson(path, { query, maxAttempts: READ_ATTEMPTS });
      const { team_info: row } = parseAnswer(wireTeamHolder, body, path);
      const team = parseAnswer(wireTeam, row, path);
      if (team.team_id !== tenantId) {
        throw new UpstreamError("bad_answer", `LiteLLM answered ${path} with another team.`);
      }
      return { record: toTenant(team), budgetId: null, readAt: askedAt };
    },
    write: (change) => sendChange(http, "team", { team_id: tenantId }, change),
  };
}

/** Whether the key's tenant is this one: its team, or the organization of its team or of the key alone. */
async function isKeyOf(http: UpstreamHttp, key: WireKey, tenantId: string): Promise<boolean> {
  if (key.team_id === null) return (key.organization_id ?? key.org_id) === tenantId;
  if (key.team_id === tenantId) return true;
  const path = "/team/info";
  const query = { team_id: key.team_id, key_limit: 1 };
  const { body } = await http.getJson(path, { query, maxAttempts: READ_ATTEMPTS });
  const { team_info: team } = parseAnswer(wireTeamHolder, body, path);
  return parseAnswer(wireTeam, team, path).organization_id === tenantId;
}

/** A virtual key, by its hash. */
export function openAgentBudget(
  http: UpstreamHttp,
  agentId: string,
  tenantId: string,
): BudgetHolder {
  return {
    read: async () => {
      const path = "/key/info";
      const query = { key: agentId };
      const { body, askedAt } = await http.getJson(path, { query, maxAttempts: READ_ATTEMPTS });
      const { info } = parseAnswer(wireKeyHolder, body, path);
      const key = parseAnswer(wireKey, { ...info, token: agentId }, path);
      if (!(await isKeyOf(http, key, tenantId))) {
        throw new UpstreamError("not_found", "In LiteLLM this key belongs to another tenant now.");
      }
      return { record: toAgent(key), budgetId: null, readAt: askedAt };
    },
    write: (change) => sendChange(http, "key", { key: agentId }, change),
  };
}
