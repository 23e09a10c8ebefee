import { toMetricsAnswer, toTableAnswer, type Row } from "./answers";
import { askedBursts, totalTokens, toUsd, upsert } from "./group";
import { branchOf, clientOf, cliToolOf, repositoryOf } from "./names";
import { parsePaging, type Question } from "./query";
import type { RouteContext } from "./route-context";
import { DAY_MS, type Burst, type Window } from "./world";

interface CliPerson {
  sessions: number;
  added: number;
  removed: number;
  microUsd: number;
  firstPick: number;
}

const toCliPerson = (): CliPerson => ({
  sessions: 0,
  added: 0,
  removed: 0,
  microUsd: 0,
  firstPick: 0,
});

function* cliBursts(context: RouteContext, question: Question = context.question) {
  for (const asked of askedBursts(context.world, question)) {
    if (asked.burst.prompts > 0) yield asked;
  }
}

/** The real rules are points for names and cost; the outcome here has the same words. */
function classify(person: CliPerson, index: number): string {
  const usd = toUsd(person.microUsd);
  if (usd >= 20 || index % 3 === 0) return "production";
  if (usd < 1) return "experimental";
  return ["learning", "testing", "pet_project"][index % 3] ?? "learning";
}

function sumCliPeople(context: RouteContext): Map<number, CliPerson> {
  const people = new Map<number, CliPerson>();
  for (const { burst } of cliBursts(context)) {
    const person = upsert(people, burst.person, toCliPerson);
    person.sessions += 1;
    person.added += burst.linesAdded;
    person.removed += burst.linesRemoved;
    person.microUsd += burst.cliMicroUsd;
  }
  return people;
}

function toPersonRows(context: RouteContext): Row[] {
  const rows = [...sumCliPeople(context)].map(([index, person]): Row => {
    const known = context.world.people[index];
    return {
      user_id: known?.userId ?? "",
      user_name: known?.name ?? "",
      user_email: known?.email ?? "",
      classification: classify(person, index),
      total_sessions: person.sessions,
      total_lines_added: person.added,
      total_lines_removed: person.removed,
      net_lines: person.added - person.removed,
      total_cost: toUsd(person.microUsd),
    };
  });
  return rows.sort((left, right) => Number(right.total_cost) - Number(left.total_cost));
}

const PERSON_COLUMNS = [
  { id: "user_name", label: "User", type: "string" },
  { id: "classification", label: "Classification", type: "string" },
  { id: "total_sessions", label: "Sessions", type: "number" },
  { id: "net_lines", label: "Net Lines", type: "number" },
  { id: "total_cost", label: "Cost", type: "number", format: "currency" },
] as const;

/** The custom CLI answers always say 0.0. */
const untimed = (context: RouteContext) => ({ ...context.answer, executionMs: 0 });

function toCliTable(context: RouteContext, rows: readonly Row[], isPaged = true): unknown {
  const columns = Object.entries(rows[0] ?? {}).map(([id, value]) => ({
    id,
    label: id,
    type: typeof value === "number" ? ("number" as const) : ("string" as const),
  }));
  const paging = isPaged ? parsePaging(context.query) : null;
  return toTableAnswer({ columns, rows, paging, hasTotals: false }, untimed(context));
}

export function listCliPeople(context: RouteContext): unknown {
  const table = { columns: PERSON_COLUMNS, rows: toPersonRows(context), hasTotals: false };
  return toTableAnswer({ ...table, paging: parsePaging(context.query) }, untimed(context));
}

export function listCliTopSpenders(context: RouteContext): unknown {
  const rows = toPersonRows(context).map((row, index): Row => ({ rank: index + 1, ...row }));
  const columns = [{ id: "rank", label: "#", type: "number" as const }, ...PERSON_COLUMNS];
  const paging = parsePaging(context.query);
  return toTableAnswer({ columns, rows, paging, hasTotals: false }, untimed(context));
}

function countCliPeople(context: RouteContext, window: Window): number {
  const people = new Set<number>();
  for (const { burst } of cliBursts(context, { ...context.question, window })) {
    people.add(burst.person);
  }
  return people.size;
}

export function getCliSummary(context: RouteContext): unknown {
  const { nowMs } = context.answer;
  const lastDays = (days: number) => ({ fromMs: nowMs - days * DAY_MS, toMs: nowMs });
  const projects = new Set<string>();
  const repositories = new Set<string>();
  const people = new Set<number>();
  const sum = { sessions: 0, microUsd: 0, tokens: 0 };
  for (const { burst, project } of cliBursts(context)) {
    projects.add(project);
    repositories.add(repositoryOf(burst, project));
    people.add(burst.person);
    sum.sessions += 1;
    sum.microUsd += burst.cliMicroUsd;
    sum.tokens += totalTokens(burst);
  }
  const fixed = (id: string, days: number, words: string) => ({
    id,
    label: id.toUpperCase(),
    value: countCliPeople(context, lastDays(days)),
    fixedTimeframe: words,
  });
  return toMetricsAnswer(
    [
      { id: "unique_users", label: "Total Users", value: people.size },
      fixed("dau", 1, "Last 1 day"),
      fixed("mau", 30, "Last 1 month"),
      { id: "unique_sessions", label: "Total Sessions", value: sum.sessions },
      { id: "cli_cost", label: "Total Cost", value: toUsd(sum.microUsd), format: "currency" },
      { id: "total_tokens", label: "Total Tokens", value: sum.tokens },
      { id: "unique_projects", label: "Total Projects", value: projects.size },
      { id: "unique_repos", label: "Repositories", value: repositories.size },
    ],
    context.answer,
  );
}

function countBy(context: RouteContext, keyOf: (burst: Burst, project: string) => string) {
  const counts = new Map<string, number>();
  for (const { burst, project } of cliBursts(context)) {
    const key = keyOf(burst, project);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Day by day, because a burst does not know its day. */
export function listWeekdays(context: RouteContext): unknown {
  const { window } = context.question;
  const counts = new Map<string, number>();
  for (let fromMs = window.fromMs; fromMs < window.toMs;) {
    const nextMidnight = (Math.floor(fromMs / DAY_MS) + 1) * DAY_MS;
    const part = { fromMs, toMs: Math.min(nextMidnight, window.toMs) };
    const name = WEEKDAYS[new Date(fromMs).getUTCDay()] ?? "";
    let count = 0;
    for (const { burst } of cliBursts(context, { ...context.question, window: part })) {
      count += burst.prompts;
    }
    counts.set(name, (counts.get(name) ?? 0) + count);
    fromMs = nextMidnight;
  }
  const rows = WEEKDAYS.map((weekday) => ({ weekday, activity_count: counts.get(weekday) ?? 0 }));
  return toCliTable(context, rows, false);
}

/** Hours without activity are absent. */
export function listHours(context: RouteContext): unknown {
  const counts = countBy(context, (burst) => String(Math.floor(burst.minute / 60)));
  const rows = [...counts].map(([hour, count]) => ({ hour: Number(hour), activity_count: count }));
  return toCliTable(
    context,
    rows.sort((left, right) => left.hour - right.hour),
    false,
  );
}

const DEPTHS = [1, 5, 10, 20, 50, 100];
const DEPTH_NAMES = ["1", "2-5", "6-10", "11-20", "21-50", "51-100", "100+"];

export function listDepths(context: RouteContext): unknown {
  const counts = countBy(context, (burst) => {
    const place = DEPTHS.findIndex((most) => burst.prompts <= most);
    return DEPTH_NAMES[place === -1 ? DEPTHS.length : place] ?? "";
  });
  const rows = DEPTH_NAMES.map((range) => ({ range, count: counts.get(range) ?? 0 }));
  return toCliTable(context, rows, false);
}

export function listClassifications(context: RouteContext): unknown {
  const sums = new Map<string, { users: number; microUsd: number }>();
  for (const [index, person] of sumCliPeople(context)) {
    const sum = upsert(sums, classify(person, index), () => ({ users: 0, microUsd: 0 }));
    sum.users += 1;
    sum.microUsd += person.microUsd;
  }
  const rows = [...sums].map(([classification, sum]) => ({
    classification,
    user_count: sum.users,
    total_cost: toUsd(sum.microUsd),
    avg_cost: toUsd(sum.microUsd) / sum.users,
  }));
  return toCliTable(context, rows, false);
}

interface RepositorySum {
  input: number;
  creation: number;
  cached: number;
  output: number;
  sessions: number;
  linesAdded: number;
}

const toRepositorySum = (): RepositorySum => ({
  input: 0,
  creation: 0,
  cached: 0,
  output: 0,
  sessions: 0,
  linesAdded: 0,
});

/** A row for each repository, branch and person. */
export function listRepositories(context: RouteContext): unknown {
  const sums = new Map<string, RepositorySum>();
  for (const { burst, project } of cliBursts(context)) {
    const name = context.world.people[burst.person]?.name ?? "";
    const key = [repositoryOf(burst, project), branchOf(burst), name].join("|");
    const sum = upsert(sums, key, toRepositorySum);
    sum.input += burst.inputTokens;
    sum.creation += burst.cacheCreationTokens;
    sum.cached += burst.cacheReadTokens;
    sum.output += burst.outputTokens;
    sum.sessions += 1;
    sum.linesAdded += burst.linesAdded;
  }
  const rows = [...sums].map(([key, sum]): Row => {
    const [repository = "", branch = "", user = ""] = key.split("|");
    return {
      repository,
      branch,
      user_name: user,
      input_tokens: sum.input,
      cache_creation_tokens: sum.creation,
      cache_read_tokens: sum.cached,
      output_tokens: sum.output,
      session_duration: sum.sessions * 1_500_000,
      total_lines_added: sum.linesAdded,
    };
  });
  rows.sort((left, right) => Number(right.total_lines_added) - Number(left.total_lines_added));
  return toCliTable(context, rows);
}

function toCountRows(counts: ReadonlyMap<string, number>, name: string, count: string): Row[] {
  const sorted = [...counts].sort(([, left], [, right]) => right - left);
  return sorted.map(([key, value]) => ({ [name]: key, [count]: value }));
}

export const listClients = (context: RouteContext) =>
  toCliTable(context, toCountRows(countBy(context, clientOf), "client_name", "total_usage"));

export const listCliTools = (context: RouteContext) =>
  toCliTable(context, toCountRows(countBy(context, cliToolOf), "tool_name", "session_count"));
