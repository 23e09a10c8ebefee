import type { TagDayRecord } from "@/lib/upstream/litellm/records";
import type { IsoDay } from "@/lib/time";
import { attributeMessages, type ChannelMessages } from "./attribute-messages";

/** Calls of an agent on a day in one tenant, from the usage that is stored. */
export interface AgentDayCalls {
  day: IsoDay;
  agentId: string;
  tenantId: string;
  callCount: number;
}

export interface MessageDayRow extends ChannelMessages {
  tenantId: string;
  day: IsoDay;
  agentId: string;
}

export interface MessageSources {
  tagPrefix: string;
  usage: readonly AgentDayCalls[];
  /** Where each known agent lives now. */
  homeOf: ReadonlyMap<string, string>;
  tenantIds: ReadonlySet<string>;
}

export interface AssignedMessages {
  rows: readonly MessageDayRow[];
  /** Agents of a team that LiteLLM has no more and the portal never knew: their messages belong to no tenant. */
  unknownAgentIds: ReadonlySet<string>;
}

interface AgentDay {
  day: IsoDay;
  agentId: string;
  currentTenantId: string | null;
  counts: Map<string, number>;
}

const toKey = (day: IsoDay, agentId: string) => `${day} ${agentId}`;

function groupByAgentDay(records: readonly TagDayRecord[], tagPrefix: string): AgentDay[] {
  const groups = new Map<string, AgentDay>();
  for (const { day, agentId, currentTenantId, tag, callCount } of records) {
    if (!tag.startsWith(tagPrefix) || tag.length === tagPrefix.length) continue;
    const key = toKey(day, agentId);
    const group: AgentDay = groups.get(key) ?? {
      day,
      agentId,
      currentTenantId,
      counts: new Map(),
    };
    groups.set(key, group);
    const channel = tag.slice(tagPrefix.length);
    group.counts.set(channel, (group.counts.get(channel) ?? 0) + callCount);
  }
  return [...groups.values()];
}

/** An agent's calls of a day over all tenants, and the tenant that has most of them. */
function groupUsage(usage: readonly AgentDayCalls[]) {
  const groups = new Map<string, { callCount: number; tenantId: string; most: number }>();
  for (const { day, agentId, tenantId, callCount } of usage) {
    const key = toKey(day, agentId);
    const known = groups.get(key);
    if (!known) {
      groups.set(key, { callCount, tenantId, most: callCount });
      continue;
    }
    known.callCount += callCount;
    if (callCount > known.most) Object.assign(known, { tenantId, most: callCount });
  }
  return groups;
}

/**
 * Gives each agent's tagged calls of a day to the tenant where the agent had its usage that day (of two,
 * for a key that moved, to the one with more calls), else to the tenant where it lives now.
 */
export function assignMessages(
  records: readonly TagDayRecord[],
  sources: MessageSources,
): AssignedMessages {
  const usageOf = groupUsage(sources.usage);
  const rows: MessageDayRow[] = [];
  const unknownAgentIds = new Set<string>();
  for (const { day, agentId, currentTenantId, counts } of groupByAgentDay(
    records,
    sources.tagPrefix,
  )) {
    const usage = usageOf.get(toKey(day, agentId));
    const tenantId = usage?.tenantId ?? sources.homeOf.get(agentId) ?? currentTenantId;
    if (tenantId === null) continue; // A key without a team, as the directory leaves it out.
    if (!sources.tenantIds.has(tenantId)) {
      unknownAgentIds.add(agentId);
      continue;
    }
    for (const channel of attributeMessages(counts, usage?.callCount ?? null)) {
      rows.push({ tenantId, day, agentId, ...channel });
    }
  }
  return { rows, unknownAgentIds };
}
