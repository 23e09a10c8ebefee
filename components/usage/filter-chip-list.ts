import type { UsageUrlState } from "@/components/filters/usage-url-state";

export interface FilterChip {
  key: string;
  /** `Agent` or `Provider` */
  kind: string;
  name: string;
  onRemove: () => void;
}

/** Adds what is not there and takes away what is. */
export function toggle(list: readonly string[], one: string): string[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

/** A chip for each agent and provider the page is narrowed to; an agent without usage shows its id. */
export function listFilterChips(
  url: Pick<UsageUrlState, "agentIds" | "providers" | "setAgentIds" | "setProviders">,
  agents: readonly { agent_id: string; agent_name: string }[],
): FilterChip[] {
  const names = new Map(agents.map((agent) => [agent.agent_id, agent.agent_name]));
  return [
    ...url.agentIds.map((id) => ({
      key: `agent-${id}`,
      kind: "Agent",
      name: names.get(id) ?? id,
      onRemove: () => url.setAgentIds(toggle(url.agentIds, id)),
    })),
    ...url.providers.map((provider) => ({
      key: `provider-${provider}`,
      kind: "Provider",
      name: provider,
      onRemove: () => url.setProviders(toggle(url.providers, provider)),
    })),
  ];
}
