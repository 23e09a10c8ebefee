import type { Burst } from "./world";

const ASSISTANTS =
  "Code Reviewer,Release Notes,Test Writer,Data Analyst,Doc Helper,Onboarding Guide,SQL Tutor,Incident Scribe,API Designer".split(
    ",",
  );
const WORKFLOWS =
  "release-notes,nightly-triage,contract-check,ticket-summary,load-report,changelog".split(",");
const MODELS =
  "claude-4-5-sonnet,gpt-5-mini,claude-4-5-haiku,gemini-2-5-pro,gpt-5,claude-4-1-opus,o4-mini".split(
    ",",
  );
const TOOLS =
  "jira_search:mcp,confluence_read:mcp,git_diff:git,code_search:git,sql_query:database,web_search:web,file_read:file".split(
    ",",
  );
const CLI_TOOLS = "Read,Edit,Bash,Grep,Write,Glob,WebFetch,Task".split(",");
const CLIENTS = "codemie-claude,codemie-code,codemie-gemini,codemie-codex".split(",");
const REPOSITORIES = "api,web,infra,mobile,pipelines,sdk".split(",");
const BRANCHES = "main,feature/EPM-1204,fix/login,release/2.3,develop,feature/EPM-77".split(",");

function pickFrom(list: readonly string[], number: number): string {
  // Skewed to the front, as popularity is.
  const share = (number % 10_007) / 10_007;
  return list[Math.floor(share * share * list.length)] ?? "";
}

const toProjectWord = (project: string) =>
  project === "" ? "shared" : (project.split("@")[0] ?? "");

export const assistantOf = (burst: Burst, project: string) =>
  `${toProjectWord(project)} ${pickFrom(ASSISTANTS, burst.pick)}`;
export const workflowOf = (burst: Burst, project: string) =>
  `${toProjectWord(project)}/${pickFrom(WORKFLOWS, burst.pick)}`;
export const modelOf = (burst: Burst) => pickFrom(MODELS, burst.pick >>> 3);
export const toolOf = (burst: Burst) => {
  const [name = "", type = ""] = pickFrom(TOOLS, burst.pick >>> 5).split(":");
  return { name, type };
};
export const cliToolOf = (burst: Burst) => pickFrom(CLI_TOOLS, burst.pick >>> 2);
export const clientOf = (burst: Burst) => pickFrom(CLIENTS, burst.pick >>> 4);
export const repositoryOf = (burst: Burst, project: string) =>
  `${toProjectWord(project)}-${pickFrom(REPOSITORIES, burst.person * 31 + burst.project)}`;
export const branchOf = (burst: Burst) => pickFrom(BRANCHES, burst.pick >>> 6);
/** So many of a hundred runs succeed, fail, or are aborted. */
export const runOutcomeOf = (burst: Burst) => {
  const draw = burst.pick % 100;
  return draw < 88 ? "success" : draw < 97 ? "failed" : "aborted";
};
export const hasToolError = (burst: Burst) => burst.pick % 29 === 0;
