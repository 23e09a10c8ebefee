/** The part of `usage_daily` that comes from calls which agents told of and the gateway did not charge. */
export const CODING_SOURCE = "coding-agent";

/** A tenant's calls outside the gateway are one agent a harness in its totals; no virtual key has such an id. */
export const CODING_AGENT_PREFIX = "coding-agent:";

const HARNESS_TITLES: Record<string, string> = {
  "claude-code": "Claude Code",
  "claude-cowork": "Claude Cowork",
  codex: "Codex",
  "gemini-cli": "Gemini CLI",
  "qwen-code": "Qwen Code",
  copilot: "GitHub Copilot",
  cursor: "Cursor",
  opencode: "OpenCode",
  cline: "Cline",
  kilo: "Kilo Code",
  pi: "pi",
  litellm: "LiteLLM",
  "gen-ai": "Other agents",
};

/** What a harness is called by people; one that is not known keeps the name it gives itself. */
export function toHarnessTitle(harness: string): string {
  return HARNESS_TITLES[harness] ?? harness;
}
