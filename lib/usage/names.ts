/** What an agent without a name is called: its masked key, else the start of its id. */
export function toAgentName(agentId: string, name: string | null, keyName: string | null): string {
  if (name) return name;
  if (keyName) return `Unnamed key ${keyName}`;
  return agentId.length > 12 ? `Unnamed key ${agentId.slice(0, 8)}…` : agentId;
}
