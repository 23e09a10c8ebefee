import { mixed, Random } from "../litellm/random";
import type { Row } from "./answers";
import type { Entry } from "./leaderboard";

export const DIMENSIONS = [
  ["Core Platform Usage", 0.2],
  ["Core Platform Creation", 0.2],
  ["Workflow Usage", 0.1],
  ["Workflow Creation", 0.1],
  ["CLI & Agentic Engineering", 0.3],
  ["Impact & Knowledge", 0.1],
] as const;

/** Components of each dimension with their weights; the last takes what is left of the score. */
const COMPONENTS: readonly (readonly (readonly [string, string, number])[])[] = [
  [
    ["active_days", "Active Days", 0.2],
    ["assistants_used", "Assistants Used", 0.15],
    ["web_conversations", "Web Conversations", 0.25],
    ["conversation_depth", "Conversation Depth", 0.25],
    ["advanced_platform_usage", "Skill/MCP/Data Breadth", 0.15],
  ],
  [
    ["asset_volume", "Asset Volume", 0.22],
    ["assistant_maturity", "Assistant Maturity", 0.4],
    ["skill_maturity", "Skill Maturity", 0.18],
    ["datasource_creation", "Datasource Creation", 0.2],
  ],
  [
    ["execution_volume", "Execution Volume", 0.5],
    ["success_rate", "Success Rate", 0.25],
    ["repeat_usage", "Repeat Usage", 0.25],
  ],
  [
    ["workflow_count", "Workflow Count", 0.2],
    ["workflow_complexity", "Structural Complexity", 0.3],
    ["workflow_sophistication", "Configuration Sophistication", 0.25],
    ["workflow_originality", "Originality", 0.25],
  ],
  [
    ["cli_sessions", "CLI Sessions", 0.18],
    ["repo_breadth", "Repository Breadth", 0.14],
    ["code_output", "Code Output", 0.18],
    ["files_changed", "Files Changed", 0.1],
    ["delivery_efficiency", "Delivery Efficiency", 0.18],
    ["tool_sophistication", "Agent/Skill/MCP Sophistication", 0.22],
  ],
  [
    ["assistant_reuse", "Assistant Reuse", 0.3],
    ["workflow_reuse", "Workflow Reuse", 0.25],
    ["knowledge_sharing", "Knowledge Sharing", 0.3],
    ["learning", "Kata Completion", 0.15],
  ],
];

export function toComponents(entry: Entry, place: number) {
  const score = entry.scores[place] ?? 0;
  const random = new Random(mixed(entry.rank, place));
  const spread = score === 0 ? 0 : Math.min(score, 1 - score) * random.between(0, 0.8);
  const list = COMPONENTS[place] ?? [];
  const half = list.reduce((sum, [, , weight], index) => sum + (index % 2 === 0 ? weight : 0), 0);
  return list.map(([key, label, weight], index) => {
    // Even ones go up and odd ones down by so much that the weighted sum stays the score.
    const share = index % 2 === 0 ? spread * (1 - half) : -spread * half;
    const normalized = Math.round(Math.min(1, Math.max(0, score + share)) * 1e4) / 1e4;
    const raw = Math.round(normalized * 40);
    return {
      key,
      label,
      weight,
      raw_value: raw,
      normalized,
      display_value: `${raw}`,
      what: "",
      calc: "",
      evidence: "",
    };
  });
}

export function toSummaryMetrics(entry: Entry): Row {
  const count = (place: number, most: number) => Math.round((entry.scores[place] ?? 0) * most);
  return {
    active_days: count(0, 22),
    web_conversations: count(0, 90),
    assistants_used: count(0, 9),
    assistants_created: count(1, 7),
    skills_created: count(1, 4),
    workflows_created: count(3, 6),
    workflow_executions: count(2, 60),
    cli_sessions: count(4, 140),
    cli_repos: count(4, 6),
    total_lines_added: count(4, 48_000),
    files_changed: count(4, 900),
    kata_completed: count(5, 6),
    total_spend: entry.totalSpend,
    cli_spend: Math.round(entry.totalSpend * 60) / 100,
  };
}
