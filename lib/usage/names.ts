import { CODING_AGENT_PREFIX, toHarnessTitle } from "@/lib/coding/schema";

/** Calls of coding agents outside the gateway, which are an agent in a tenant's totals but have no key. */
export function isCodingAgent(agentId: string): boolean {
  return agentId.startsWith(CODING_AGENT_PREFIX);
}

/** What an agent without a name is called: its masked key, else the start of its id. */
export function toAgentName(agentId: string, name: string | null, keyName: string | null): string {
  if (name) return name;
  if (isCodingAgent(agentId)) return toHarnessTitle(agentId.slice(CODING_AGENT_PREFIX.length));
  if (keyName) return `Unnamed key ${keyName}`;
  return agentId.length > 12 ? `Unnamed key ${agentId.slice(0, 8)}…` : agentId;
}
