import type { ReadOptions } from "../litellm/reading";
import type { WholeRead } from "../litellm/records";
import { isPersonalProject, toIdentity } from "./identity";
import {
  openReading,
  parseRows,
  readAllRows,
  readAnswer,
  readInHalves,
  toWindowQuery,
  type AnalyticsContext,
} from "./reading";
import type { ActivityRecord, DirectoryPersonRecord, ReadFilter, TimeWindow } from "./records";
import { wireActivity, wireProject, wireUser, wireUsers, type WireActivity } from "./schema";

function toActivity(row: WireActivity): ActivityRecord {
  return {
    identity: toIdentity(row.user_email),
    assistantUsd: row.assistant_cost,
    workflowUsd: row.workflow_cost,
    datasourceUsd: row.datasource_cost,
    cliUsd: row.cli_cost,
    totalUsd: row.total_cost,
    assistantTokens: row.assistant_tokens,
    workflowTokens: row.workflow_tokens,
    datasourceTokens: row.datasource_tokens,
    totalTokens: row.llm_tokens,
  };
}

function addActivity(left: ActivityRecord, right: ActivityRecord): ActivityRecord {
  return {
    identity: left.identity,
    assistantUsd: left.assistantUsd.plus(right.assistantUsd),
    workflowUsd: left.workflowUsd.plus(right.workflowUsd),
    datasourceUsd: left.datasourceUsd.plus(right.datasourceUsd),
    cliUsd: left.cliUsd.plus(right.cliUsd),
    totalUsd: left.totalUsd.plus(right.totalUsd),
    assistantTokens: left.assistantTokens + right.assistantTokens,
    workflowTokens: left.workflowTokens + right.workflowTokens,
    datasourceTokens: left.datasourceTokens + right.datasourceTokens,
    totalTokens: left.totalTokens + right.totalTokens,
  };
}

/** One record for each person: several ids of one person are added up. */
export function mergeActivity(records: readonly ActivityRecord[]): ActivityRecord[] {
  const merged = new Map<string, ActivityRecord>();
  for (const record of records) {
    const known = merged.get(record.identity);
    merged.set(record.identity, known ? addActivity(known, record) : record);
  }
  return [...merged.values()];
}

/** What each person spent in a window. */
export async function readActivity(
  context: AnalyticsContext,
  window: TimeWindow,
  filter: ReadFilter,
  options: ReadOptions = {},
): Promise<WholeRead<ActivityRecord>> {
  const reading = openReading(context, options);
  const read = async (part: TimeWindow) => {
    const query = toWindowQuery(part, filter);
    const { rows } = await readAllRows(reading, "/users-activity", query);
    return parseRows(reading, wireActivity, rows, "a person's activity").map(toActivity);
  };
  const records = await readInHalves(window, read, (first, second) => [...first, ...second]);
  return reading.finish(mergeActivity(records));
}

/** Names of projects that were used in a window; personal ones and "unknown" are left out. */
export async function listActiveProjects(
  context: AnalyticsContext,
  window: TimeWindow,
  options: ReadOptions = {},
): Promise<WholeRead<string>> {
  const reading = openReading(context, options);
  const read = async (part: TimeWindow) => {
    const query = toWindowQuery(part);
    const { rows } = await readAllRows(reading, "/projects-activity", query);
    return parseRows(reading, wireProject, rows, "a project").map((row) => row.project_name);
  };
  const names = await readInHalves(window, read, (first, second) => [...first, ...second]);
  const shared = names.filter((name) => !isPersonalProject(name) && !/^(?:unknown)?$/.test(name));
  return reading.finish([...new Set(shared)].sort());
}

/** Everybody the upstream knows. It does not page this list. */
export async function listPeople(
  context: AnalyticsContext,
  options: ReadOptions = {},
): Promise<WholeRead<DirectoryPersonRecord>> {
  const reading = openReading(context, options);
  const { data } = await readAnswer(reading, wireUsers, "/users");
  reading.rowsRead = data.users.length;
  const people = parseRows(reading, wireUser, data.users, "a person");
  return reading.finish(people.map(({ id, name }) => ({ userId: id, name: name ?? id })));
}
