import type { AnsweredTime, Unavailable } from "./schema";

/** The upstream's own label stands where a figure has none here. */
export const METRIC_LABELS: Readonly<Record<string, string>> = {
  total_money_spent: "Total spent",
  platform_cost: "Platform",
  cli_cost: "Command line",
  active_people: "Active people",
  unique_users: "People",
  total_input_tokens: "Input tokens",
  total_cached_input_tokens: "Cached input tokens",
  total_cache_creation_tokens: "Tokens written to caches",
  total_output_tokens: "Output tokens",
  dau: "Active in a day",
  mau: "Active in a month",
  unique_assistants_invoked: "Assistants invoked",
  unique_workflows_invoked: "Workflow invocations",
  cli_invoked: "CLI invocations",
  mcps_invoked: "MCP servers invoked",
  webhooks_invoked: "Webhook calls",
  skills_invoked: "Skills invoked",
  unique_sessions: "Sessions",
  total_tokens: "Tokens",
  unique_projects: "Projects",
  unique_repos: "Repositories",
};

/** Why there is no figure for the filters, and what can be done. */
export const UNAVAILABLE_WORDS: Record<Unavailable, string> = {
  not_read: "Not read for this period yet. It appears after the next reading of the analytics API.",
  on_demand: "Not read for these filters yet.",
  on_demand_off:
    "Only kept for the fixed periods and whole projects: reading on demand is switched off here.",
  not_added_up:
    "Distinct things cannot be added up over several projects. Choose one project to see them.",
  no_projects: "None of the projects you may see is in the filter.",
  no_people: "Nobody in the filter is both known to the analytics API and yours to see.",
  unknown_person:
    "The analytics API has not told its own id of somebody in the filter, so it cannot be asked about them.",
  no_such_filter:
    "The analytics API cannot filter by this project. Choose another one, or all projects.",
  too_many: "Too many for one question. Choose at most 50 people and 50 projects.",
};

export const TIME_NOTES: Record<NonNullable<AnsweredTime["note"]>, string> = {
  whole_hours: "Answered in whole hours, the smallest step that is kept.",
  whole_days: "Hours are kept for two days. This range is answered in whole UTC days.",
};

/** Personal work, and work without a project. */
export const NO_PROJECT = "Personal or no project";

/** How the upstream classifies somebody's work on the command line. */
export const CLASS_LABELS: Readonly<Record<string, string>> = {
  production: "Production",
  learning: "Learning",
  testing: "Testing",
  experimental: "Experimental",
  pet_project: "Pet project",
};
