import { toMetricsAnswer, toTableAnswer, type Column, type Row } from "./answers";
import { askedBursts, platformMicroUsd, totalTokens, toUsd, upsert } from "./group";
import { parsePaging } from "./query";
import type { RouteContext } from "./route-context";
import { assistantOf, toolOf, workflowOf } from "./names";
import { DAY_MS, type Burst } from "./world";

const COST_COLUMNS: readonly Column[] = [
  ...["assistant_cost", "workflow_cost", "datasource_cost", "cli_cost", "total_cost"].map(
    (id): Column => ({ id, label: id, type: "number", format: "currency" }),
  ),
  ...["assistant_tokens", "workflow_tokens", "datasource_tokens", "llm_tokens"].map(
    (id): Column => ({ id, label: id, type: "number", format: "number" }),
  ),
];

interface Activity {
  names: Set<string>;
  assistant: number;
  workflow: number;
  datasource: number;
  cli: number;
  assistantTokens: number;
  workflowTokens: number;
  datasourceTokens: number;
  llmTokens: number;
}

const toActivity = (): Activity => ({
  names: new Set(),
  assistant: 0,
  workflow: 0,
  datasource: 0,
  cli: 0,
  assistantTokens: 0,
  workflowTokens: 0,
  datasourceTokens: 0,
  llmTokens: 0,
});

function addBurst(sum: Activity, burst: Burst, name: string): void {
  const tokens = totalTokens(burst);
  sum.names.add(name);
  sum.assistant += burst.assistantMicroUsd;
  sum.workflow += burst.workflowMicroUsd;
  sum.datasource += burst.datasourceMicroUsd;
  sum.cli += burst.cliMicroUsd;
  sum.assistantTokens += burst.assistantMicroUsd > 0 ? tokens : 0;
  sum.workflowTokens += burst.workflowMicroUsd > 0 ? tokens : 0;
  sum.llmTokens += tokens;
}

function toActivityCells(sum: Activity): Row {
  return {
    assistant_cost: toUsd(sum.assistant),
    workflow_cost: toUsd(sum.workflow),
    datasource_cost: toUsd(sum.datasource),
    cli_cost: toUsd(sum.cli),
    total_cost: toUsd(sum.assistant + sum.workflow + sum.datasource + sum.cli),
    assistant_tokens: sum.assistantTokens,
    workflow_tokens: sum.workflowTokens,
    datasource_tokens: sum.datasourceTokens,
    llm_tokens: sum.llmTokens,
  };
}

const byTotal = (left: Row, right: Row) => Number(right.total_cost) - Number(left.total_cost);

/** Every fiftieth person's address is not resolved: the id stays, as the real one leaves it. */
function toShownPerson(context: RouteContext, person: number): string {
  const { userId = "", email = "" } = context.world.people[person] ?? {};
  return context.traps.unresolvedIds && person % 50 === 49 ? userId : email;
}

export function listUsersActivity(context: RouteContext): unknown {
  const { world, question } = context;
  const sums = new Map<number, Activity>();
  for (const { burst, project } of askedBursts(world, question)) {
    addBurst(upsert(sums, burst.person, toActivity), burst, project);
  }
  const rows = [...sums].map(([person, sum]): Row => ({
    user_email: toShownPerson(context, person),
    unique_projects: sum.names.size,
    ...toActivityCells(sum),
  }));
  return toTableAnswer(
    {
      columns: [
        { id: "user_email", label: "User Email", type: "string" },
        { id: "unique_projects", label: "Projects", type: "number" },
        ...COST_COLUMNS,
      ],
      rows: rows.sort(byTotal),
      paging: parsePaging(context.query),
    },
    context.answer,
  );
}

export function listProjectsActivity(context: RouteContext): unknown {
  const { world, question } = context;
  const sums = new Map<string, Activity>();
  for (const { burst, project } of askedBursts(world, question)) {
    const name = project === "" ? "unknown" : project;
    addBurst(upsert(sums, name, toActivity), burst, String(burst.person));
  }
  const rows = [...sums].map(([name, sum]): Row => ({
    project_name: name,
    unique_users: sum.names.size,
    ...toActivityCells(sum),
  }));
  return toTableAnswer(
    {
      columns: [
        { id: "project_name", label: "Project", type: "string" },
        { id: "unique_users", label: "Users", type: "number" },
        ...COST_COLUMNS,
      ],
      rows: rows.sort(byTotal),
      paging: parsePaging(context.query),
    },
    context.answer,
  );
}

/** Not paged, and blind to the period, as for an administrator. */
export function listUsers({ world, query, answer }: RouteContext): unknown {
  const search = (query.get("search") ?? "").toLowerCase();
  const users = world.people
    .filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(search))
    .map(({ userId, name }) => ({ id: userId, name }));
  const { metadata } = toMetricsAnswer([], answer);
  return { data: { users, total_count: users.length }, metadata };
}

function countActive(context: RouteContext, days: number): number {
  const toMs = context.answer.nowMs;
  const window = { fromMs: toMs - days * DAY_MS, toMs };
  const people = new Set<number>();
  for (const { burst } of askedBursts(context.world, { ...context.question, window })) {
    people.add(burst.person);
  }
  return people.size;
}

interface SummarySums {
  platform: number;
  cli: number;
  input: number;
  cached: number;
  creation: number;
  output: number;
  prompts: number;
  runs: number;
  webhooks: number;
  assistants: Set<string>;
  tools: Set<string>;
}

function sumUp(context: RouteContext): SummarySums {
  const sum: SummarySums = {
    ...{ platform: 0, cli: 0, input: 0, cached: 0, creation: 0, output: 0 },
    ...{ prompts: 0, runs: 0, webhooks: 0, assistants: new Set(), tools: new Set() },
  };
  for (const { burst, project } of askedBursts(context.world, context.question)) {
    sum.platform += platformMicroUsd(burst);
    sum.cli += burst.cliMicroUsd;
    sum.input += burst.inputTokens;
    sum.cached += burst.cacheReadTokens;
    sum.creation += burst.cacheCreationTokens;
    sum.output += burst.outputTokens;
    sum.prompts += burst.prompts;
    sum.runs += burst.workflowRuns;
    sum.webhooks += burst.pick % 11 === 0 ? 1 : 0;
    if (burst.assistantMicroUsd > 0) sum.assistants.add(assistantOf(burst, project));
    if (burst.workflowRuns > 0) sum.assistants.add(workflowOf(burst, project));
    if (toolOf(burst).type === "mcp") sum.tools.add(toolOf(burst).name);
  }
  return sum;
}

export function getSummaries(context: RouteContext): unknown {
  const sum = sumUp(context);
  const tokens = sum.input + sum.cached + sum.creation + sum.output;
  const usd = { format: "currency" };
  return toMetricsAnswer(
    [
      {
        id: "total_money_spent",
        label: "Total Money Spent",
        value: toUsd(sum.platform + sum.cli),
        ...usd,
      },
      { id: "platform_cost", label: "Platform LLM Cost", value: toUsd(sum.platform), ...usd },
      { id: "cli_cost", label: "CLI Cost", value: toUsd(sum.cli), ...usd },
      { id: "total_tokens", label: "Total Tokens", value: tokens },
      { id: "total_input_tokens", label: "LLM Input Tokens", value: sum.input },
      { id: "total_cached_input_tokens", label: "Total Cache Read Tokens", value: sum.cached },
      {
        id: "total_cache_creation_tokens",
        label: "Total Cache Creation Tokens",
        value: sum.creation,
      },
      { id: "total_output_tokens", label: "LLM Output Tokens", value: sum.output },
      { id: "dau", label: "DAU", value: countActive(context, 1), fixedTimeframe: "Last 1 day" },
      { id: "mau", label: "MAU", value: countActive(context, 30), fixedTimeframe: "Last 1 month" },
      {
        id: "unique_assistants_invoked",
        label: "Unique Assistants Invoked",
        value: sum.assistants.size,
      },
      { id: "unique_workflows_invoked", label: "Total Workflow Invocations", value: sum.runs },
      { id: "cli_invoked", label: "CLI Invoked", value: sum.prompts },
      { id: "mcps_invoked", label: "MCPs Invoked", value: sum.tools.size },
      { id: "webhooks_invoked", label: "Webhooks Invoked", value: sum.webhooks },
      { id: "skills_invoked", label: "Skills Invoked", value: Math.round(sum.assistants.size / 9) },
    ],
    context.answer,
  );
}
