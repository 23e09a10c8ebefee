import { toTableAnswer, type Column, type Row } from "./answers";
import { askedBursts, platformMicroUsd, totalTokens, toUsd, upsert } from "./group";
import { assistantOf, hasToolError, modelOf, runOutcomeOf, toolOf, workflowOf } from "./names";
import { parsePaging } from "./query";
import type { RouteContext } from "./route-context";
import type { Burst } from "./world";

interface Tally {
  users: Set<number>;
  count: number;
  chats: number;
  errors: number;
  aborted: number;
  tokens: number;
  microUsd: number;
  lastMs: number;
  extra: string;
}

const toTally = (): Tally => ({
  users: new Set(),
  count: 0,
  chats: 0,
  errors: 0,
  aborted: 0,
  tokens: 0,
  microUsd: 0,
  lastMs: 0,
  extra: "",
});

/** Groups by a name; null leaves a burst out. */
function tallyBy(
  context: RouteContext,
  nameOf: (burst: Burst, project: string) => string | null,
  add: (tally: Tally, burst: Burst) => void,
): [string, Tally][] {
  const tallies = new Map<string, Tally>();
  for (const { burst, project } of askedBursts(context.world, context.question)) {
    const name = nameOf(burst, project);
    if (name === null) continue;
    const tally = upsert(tallies, name, toTally);
    tally.users.add(burst.person);
    tally.tokens += totalTokens(burst);
    tally.microUsd += platformMicroUsd(burst);
    add(tally, burst);
  }
  return [...tallies].sort(
    ([a, left], [b, right]) => right.count - left.count || a.localeCompare(b),
  );
}

function toNumberColumns(ids: readonly string[]): Column[] {
  return ids.map((id) => ({
    id,
    label: id,
    type: "number",
    format: id.includes("cost") ? "currency" : "number",
  }));
}

function toTable(context: RouteContext, nameColumn: string, rows: readonly Row[]): unknown {
  const ids = Object.keys(rows[0] ?? {}).filter((id) => typeof rows[0]?.[id] === "number");
  const columns: Column[] = [
    { id: nameColumn, label: nameColumn, type: "string" },
    ...toNumberColumns(ids),
  ];
  return toTableAnswer({ columns, rows, paging: parsePaging(context.query) }, context.answer);
}

export function listAssistants(context: RouteContext): unknown {
  const tallies = tallyBy(
    context,
    (burst, project) => (burst.messages > 0 ? assistantOf(burst, project) : null),
    (tally, burst) => {
      tally.count += burst.messages;
      tally.chats += 1;
      tally.errors += hasToolError(burst) ? 1 : 0;
    },
  );
  const rows = tallies.map(([name, tally]): Row => ({
    assistant: name,
    total_chats: tally.chats,
    total_messages: tally.count,
    unique_users: tally.users.size,
    avg_msg_per_chat: tally.count / tally.chats,
    success_ops: tally.count - tally.errors,
    total_errors: tally.errors,
    error_rate_percent: (tally.errors / tally.count) * 100,
    total_tokens: tally.tokens,
    total_cost_usd: toUsd(tally.microUsd),
    cost_per_op_usd: toUsd(tally.microUsd) / tally.count,
    avg_time_seconds: 4.2,
    last_error_timestamp: context.traps.missingAsText ? "N/A" : null,
  }));
  return toTable(context, "assistant", rows);
}

export function listWorkflows(context: RouteContext): unknown {
  const tallies = tallyBy(
    context,
    (burst, project) => (burst.workflowRuns > 0 ? workflowOf(burst, project) : null),
    (tally, burst) => {
      const outcome = runOutcomeOf(burst);
      tally.count += burst.workflowRuns;
      tally.errors += outcome === "failed" ? burst.workflowRuns : 0;
      tally.aborted += outcome === "aborted" ? burst.workflowRuns : 0;
    },
  );
  const rows = tallies.map(([name, tally]): Row => {
    const success = tally.count - tally.errors - tally.aborted;
    return {
      workflow_name: name,
      total_runs: tally.count,
      success,
      failed: tally.errors,
      aborted: tally.aborted,
      success_rate_percent: (success / tally.count) * 100,
      total_cost_usd: toUsd(tally.microUsd),
      avg_cost_usd: toUsd(tally.microUsd) / tally.count,
      total_tokens: tally.tokens,
      avg_time_seconds: 48.1,
      users: tally.users.size,
      last_run: context.traps.missingAsText ? "N/A" : "2026-08-19T14:02:11Z",
    };
  });
  return toTable(context, "workflow_name", rows);
}

export function listTools(context: RouteContext): unknown {
  const types = new Map<string, string>();
  const tallies = tallyBy(
    context,
    (burst) => {
      if (burst.messages === 0) return null;
      const tool = toolOf(burst);
      types.set(tool.name, tool.type);
      return tool.name;
    },
    (tally, burst) => {
      tally.count += 1 + (burst.pick % 3);
      tally.errors += hasToolError(burst) ? 1 : 0;
    },
  );
  const rows = tallies.map(([name, tally]): Row => ({
    tool_name: name,
    tool_type: types.get(name) ?? "",
    total_invocations: tally.count,
    unique_users: tally.users.size,
    unique_assistants: 1,
    total_tokens: tally.tokens,
    total_errors: tally.errors,
    last_error_class: tally.errors > 0 ? "TimeoutError" : null,
  }));
  return toTable(context, "tool_name", rows);
}

function listModelsOf(context: RouteContext, isWanted: (burst: Burst) => boolean): unknown {
  const tallies = tallyBy(
    context,
    (burst) => (isWanted(burst) ? modelOf(burst) : null),
    (tally, burst) => {
      tally.count += burst.messages + burst.prompts + burst.workflowRuns;
    },
  );
  const rows = tallies.map(([name, tally]) => ({ model_name: name, total_requests: tally.count }));
  return toTable(context, "model_name", rows);
}

export const listModels = (context: RouteContext) => listModelsOf(context, () => true);

export const listCliModels = (context: RouteContext) =>
  listModelsOf(context, (burst) => burst.prompts > 0);
