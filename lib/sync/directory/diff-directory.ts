import type { AgentRecord, TenantRecord } from "@/lib/upstream/litellm/records";
import { toFingerprint } from "../readings/judge-day";

export interface StoredAgent {
  tenantId: string;
  agentId: string;
  status: "active" | "deleted" | "moved";
}

/** What is stored: all tenants ever seen, those still listed, and every agent of each. */
export interface StoredDirectory {
  tenantIds: ReadonlySet<string>;
  listedTenantIds: ReadonlySet<string>;
  agents: readonly StoredAgent[];
}

export interface AgentKey {
  tenantId: string;
  agentId: string;
}

export interface DirectoryDiff {
  /** Keys of tenants that are known; the ones to write. */
  agents: readonly (AgentRecord & { tenantId: string })[];
  goneTenantIds: readonly string[];
  deletedAgents: readonly AgentKey[];
  movedAgents: readonly AgentKey[];
  /** Keys without a team: they belong to no tenant. */
  withoutTenantCount: number;
  /** Keys of a team that neither the list nor the database has, one that was deleted say. */
  unknownTenantCount: number;
  /** Set when the answer lost so much at once that it needs a second one; equal losses are equal. */
  suspicion: string | null;
}

/** Below this many, half of them may go without a doubt. */
const MIN_FOR_SUSPICION = 4;

function lostMost(before: number, gone: number): boolean {
  return before >= MIN_FOR_SUSPICION && gone * 2 > before;
}

const toKey = (agent: { tenantId: string; agentId: string }) =>
  `${agent.tenantId} ${agent.agentId}`;

/** Compares whole lists of teams and keys with what is stored. */
export function diffDirectory(
  stored: StoredDirectory,
  tenants: readonly TenantRecord[],
  agents: readonly AgentRecord[],
): DirectoryDiff {
  const listed = new Set(tenants.map((tenant) => tenant.tenantId));
  const homeOf = new Map(agents.map((agent) => [agent.agentId, agent.tenantId]));
  const withTenant = agents.flatMap((agent) =>
    agent.tenantId === null ? [] : [{ ...agent, tenantId: agent.tenantId }],
  );
  const known = withTenant.filter(
    ({ tenantId }) => listed.has(tenantId) || stored.tenantIds.has(tenantId),
  );
  const goneTenantIds = [...stored.listedTenantIds].filter((id) => !listed.has(id)).sort();
  const deletedAgents = stored.agents.filter(
    (agent) => agent.status === "active" && !homeOf.has(agent.agentId),
  );
  const movedAgents = stored.agents.filter((agent) => {
    const home = homeOf.get(agent.agentId);
    return agent.status !== "moved" && home !== undefined && home !== agent.tenantId;
  });
  const activeCount = stored.agents.filter((agent) => agent.status === "active").length;
  const isSuspicious =
    (stored.listedTenantIds.size > 0 && listed.size === 0) ||
    lostMost(stored.listedTenantIds.size, goneTenantIds.length) ||
    lostMost(activeCount, deletedAgents.length);
  const losses = [...goneTenantIds, ...deletedAgents.map(toKey)];
  return {
    agents: known,
    goneTenantIds,
    deletedAgents,
    movedAgents,
    withoutTenantCount: agents.length - withTenant.length,
    unknownTenantCount: withTenant.length - known.length,
    suspicion: isSuspicious ? toFingerprint(losses) : null,
  };
}
