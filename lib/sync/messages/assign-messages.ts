import type { TagDayRecord } from "@/lib/upstream/litellm/records";
import type { IsoDay } from "@/lib/time";
import { attributeMessages, SHARED_CHANNEL, type ChannelMessages } from "./attribute-messages";

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

/** Calls of an agent's day that carried the same channels in the same tenant. */
export interface ChannelCalls {
  tenantId: string | null;
  channels: readonly string[];
  callCount: number;
}

/** What the tags tell of an agent's day. */
export interface AgentDay {
  day: IsoDay;
  agentId: string;
  counts: ReadonlyMap<string, number>;
}

export interface MessageSources {
  tagPrefix: string;
  usage: readonly AgentDayCalls[];
  /** Where each known agent lives now. */
  homeOf: ReadonlyMap<string, string>;
  tenantIds: ReadonlySet<string>;
  /** By `toDayKey`, where the single calls are known. */
  separated?: ReadonlyMap<string, readonly ChannelCalls[]>;
}

export interface AssignedMessages {
  rows: readonly MessageDayRow[];
  /** Agents of a team that LiteLLM has no more and the portal never knew: their messages belong to no tenant. */
  unknownAgentIds: ReadonlySet<string>;
  /** Days whose tags leave several answers. */
  unclear: readonly AgentDay[];
}

interface TaggedDay extends AgentDay {
  currentTenantId: string | null;
  counts: Map<string, number>;
}

export const toDayKey = ({ day, agentId }: Pick<AgentDay, "day" | "agentId">) =>
  `${day} ${agentId}`;

/** The channel that a tag names; null where it names none. */
export function findChannel(tag: string, tagPrefix: string): string | null {
  return tag.startsWith(tagPrefix) && tag.length > tagPrefix.length
    ? tag.slice(tagPrefix.length)
    : null;
}

function groupByAgentDay(records: readonly TagDayRecord[], tagPrefix: string): TaggedDay[] {
  const groups = new Map<string, TaggedDay>();
  for (const { day, agentId, currentTenantId, tag, callCount } of records) {
    const channel = findChannel(tag, tagPrefix);
    if (channel === null) continue;
    const key = toDayKey({ day, agentId });
    const group: TaggedDay = groups.get(key) ?? {
      day,
      agentId,
      currentTenantId,
      counts: new Map(),
    };
    groups.set(key, group);
    group.counts.set(channel, (group.counts.get(channel) ?? 0) + callCount);
  }
  return [...groups.values()];
}

/** An agent's calls of a day over all tenants, and the tenant that has most of them. */
function groupUsage(usage: readonly AgentDayCalls[]) {
  const groups = new Map<
    string,
    { callCount: number; tenantId: string; most: number; tenants: number }
  >();
  for (const row of usage) {
    const { callCount, tenantId } = row;
    const known = groups.get(toDayKey(row));
    if (!known) {
      groups.set(toDayKey(row), { callCount, tenantId, most: callCount, tenants: 1 });
      continue;
    }
    known.callCount += callCount;
    known.tenants += 1;
    if (callCount > known.most) Object.assign(known, { tenantId, most: callCount });
  }
  return groups;
}

/** Each call counts once: under its channel, or as shared where it has several. */
function sumSeparated(calls: readonly ChannelCalls[]) {
  const byTenant = new Map<string | null, Map<string, number>>();
  for (const { tenantId, channels, callCount } of calls) {
    const [first, ...others] = channels;
    if (first === undefined) continue;
    const channel = others.length > 0 ? SHARED_CHANNEL : first;
    const counts = byTenant.get(tenantId) ?? new Map<string, number>();
    byTenant.set(tenantId, counts.set(channel, (counts.get(channel) ?? 0) + callCount));
  }
  return [...byTenant].map(([tenantId, counts]) => ({
    tenantId,
    channels: [...counts].map(([channel, messageCount]) => ({
      channel,
      messageCount,
      overlapMax: 0,
    })),
  }));
}

/**
 * Gives each agent's tagged calls of a day to the tenants of its single calls where those are known; else to
 * the tenant where the agent had its usage that day (of two, for a key that moved, to the one with more
 * calls), else to the tenant where it lives now.
 */
export function assignMessages(
  records: readonly TagDayRecord[],
  sources: MessageSources,
): AssignedMessages {
  const usageOf = groupUsage(sources.usage);
  const rows: MessageDayRow[] = [];
  const unknownAgentIds = new Set<string>();
  const unclear: AgentDay[] = [];
  for (const group of groupByAgentDay(records, sources.tagPrefix)) {
    const { day, agentId, currentTenantId, counts } = group;
    const usage = usageOf.get(toDayKey(group));
    const separated = sources.separated?.get(toDayKey(group));
    const bounded = attributeMessages(counts, usage?.callCount ?? null);
    const isSplit = usage !== undefined && usage.tenants > 1;
    if (isSplit || isEstimate(counts, bounded)) unclear.push({ day, agentId, counts });
    const tenantId = usage?.tenantId ?? sources.homeOf.get(agentId) ?? currentTenantId;
    const parts = separated ? sumSeparated(separated) : [{ tenantId, channels: bounded }];
    for (const part of parts) {
      if (part.tenantId === null) continue; // A key without a team, as the directory leaves it out.
      if (!sources.tenantIds.has(part.tenantId)) unknownAgentIds.add(agentId);
      else
        for (const row of part.channels)
          rows.push({ tenantId: part.tenantId, day, agentId, ...row });
    }
  }
  return { rows, unknownAgentIds, unclear };
}

/** Of three channels and more even a certain total is split by estimate. */
function isEstimate(counts: ReadonlyMap<string, number>, channels: readonly ChannelMessages[]) {
  return counts.size > 2 || channels.some((channel) => channel.overlapMax > 0);
}
