import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { Decimal, toRoundedUsd } from "@/lib/money";
import type { Panel } from "@/lib/http/panel";
import {
  listReadSteps,
  listSpenders,
  listSpendSteps,
  sumActivity,
  type SpenderStoreRow,
  type StepRow,
} from "./activity-store";
import { loadFirst, type InsightRequest } from "./panel";
import { listPeopleById } from "./person-store";
import { listSteps, toAnsweredTime, type ReadTime } from "./resolve-time";
import {
  INSIGHT_PAGE_SIZE,
  TABLE_NAMES,
  toTableArea,
  type CliPeopleList,
  type CliPeopleQuery,
  type CliPersonRow,
  type InsightPerson,
  type InsightQuery,
  type InsightSpending,
  type InsightTable,
  type SpenderList,
  type SpenderRow,
  type SpendersQuery,
  type SpendStep,
} from "./schema";
import type { InsightFilter } from "./scope";
import type { NoSource, TableSource } from "./source";
import { readRawTable, readTable, toWindow } from "./tables";
import { listCliPeople, type CliPersonStoreRow } from "./table-store";
import { isComparable, openTablePanel, openTimedPanel } from "./timed-panel";

const PAGE_SIZE = INSIGHT_PAGE_SIZE;
/** Projects and people stand side by side, and there are few projects. */
const SPENDERS_PAGE_SIZE = 10;
const MAX_EXPORT_ROWS = 50_000;

function toStep(startsAt: Date, row: StepRow | undefined, isRead: boolean): SpendStep {
  const starts_at = startsAt.toISOString();
  if (!isRead) {
    const missing = { assistants_usd: null, workflows_usd: null, datasources_usd: null };
    return { starts_at, ...missing, cli_usd: null, other_usd: null, total_usd: null };
  }
  const usd = (amount: string | undefined) => toRoundedUsd(amount ?? "0");
  const parts = [row?.assistant_usd, row?.workflow_usd, row?.datasource_usd, row?.cli_usd];
  const rest = parts.reduce(
    (left, part) => left.minus(part ?? 0),
    new Decimal(row?.total_usd ?? 0),
  );
  return {
    starts_at,
    assistants_usd: usd(row?.assistant_usd),
    workflows_usd: usd(row?.workflow_usd),
    datasources_usd: usd(row?.datasource_usd),
    cli_usd: usd(row?.cli_usd),
    other_usd: Math.max(0, toRoundedUsd(rest.toFixed())),
    total_usd: usd(row?.total_usd),
  };
}

/** What was spent in each UTC day or hour, by use. */
export function openSpending(viewer: Viewer, query: InsightQuery): Promise<Panel<InsightSpending>> {
  return openTimedPanel(viewer, query, async ({ filter }, time) => {
    const [rows, read] = await Promise.all([
      listSpendSteps(time, filter),
      listReadSteps(time.grain, time.range),
    ]);
    const byStart = new Map(rows.map((row) => [row.starts_at.getTime(), row]));
    const readStarts = new Set(read.map(({ startsAt }) => startsAt.getTime()));
    const steps = listSteps(time).map((start) =>
      toStep(start, byStart.get(start.getTime()), readStarts.has(start.getTime())),
    );
    return { time: toAnsweredTime(time), steps };
  });
}

const toEmail = (identity: string | null) => (identity?.includes("@") ? identity : null);

function toSpender(row: SpenderStoreRow, hasPrevious: boolean): SpenderRow {
  const total = new Decimal(row.total_usd);
  return {
    id: row.id,
    name: row.name,
    email: toEmail(row.identity),
    platform_usd: toRoundedUsd(total.minus(row.cli_usd).toFixed()),
    cli_usd: toRoundedUsd(row.cli_usd),
    total_usd: toRoundedUsd(row.total_usd),
    previous_usd: hasPrevious ? toRoundedUsd(row.previous_usd) : null,
    total_tokens: row.total_tokens,
  };
}

/** What each person or project spent. */
export function openSpenders(
  viewer: Viewer,
  by: "person" | "project",
  query: SpendersQuery,
): Promise<Panel<SpenderList>> {
  return openTimedPanel(viewer, query, async ({ filter }, time) => {
    const isExport = query.format === "csv";
    const rows = await listSpenders({
      by,
      time,
      filter,
      search: query.q,
      sort: query.sort,
      order: query.order,
      limit: isExport ? MAX_EXPORT_ROWS : SPENDERS_PAGE_SIZE,
      offset: isExport ? 0 : (query.page - 1) * SPENDERS_PAGE_SIZE,
    });
    const hasPrevious = await isComparable(time);
    const [first] = rows;
    return {
      time: toAnsweredTime(time),
      items: rows.map((row) => toSpender(row, hasPrevious)),
      total: first?.found ?? 0,
      total_usd: time.isRead ? toRoundedUsd(first?.found_usd ?? "0") : null,
      page: query.page,
      page_size: SPENDERS_PAGE_SIZE,
    };
  });
}

/**
 * One of the upstream's tables.
 * @throws {AppError} not_found for a table that does not exist
 */
export function openNamedTable(
  viewer: Viewer,
  table: string,
  query: InsightQuery,
): Promise<Panel<InsightTable>> {
  const name = TABLE_NAMES.find((known) => known === table);
  if (name === undefined) throw new AppError("not_found", "There is no such table.");
  return openTablePanel(viewer, query, {
    area: toTableArea(name),
    hasSteps: false,
    load: (_, __, source) => readTable(name, source),
  });
}

function toCliPerson(row: CliPersonStoreRow): CliPersonRow {
  return {
    person_id: String(row.person_id),
    name: row.name,
    email: toEmail(row.identity),
    classification: row.classification,
    sessions: row.sessions,
    lines_added: row.lines_added,
    lines_removed: row.lines_removed,
    net_lines: row.net_lines,
    cost_usd: toRoundedUsd(row.cost_usd),
  };
}

async function readCliPeople(
  filter: InsightFilter,
  source: TableSource | NoSource,
  query: CliPeopleQuery,
): Promise<CliPeopleList> {
  const base = { can_read: source.canRead, page: query.page, page_size: PAGE_SIZE };
  if (source.reading === null) {
    return { ...base, window: null, unavailable: source.unavailable, items: [], total: 0 };
  }
  const isExport = query.format === "csv";
  const rows = await listCliPeople({
    key: source.key,
    filter: { ...filter, projectNames: source.projectNames },
    search: query.q,
    sort: query.sort,
    order: query.order,
    limit: isExport ? MAX_EXPORT_ROWS : PAGE_SIZE,
    offset: isExport ? 0 : (query.page - 1) * PAGE_SIZE,
  });
  return {
    ...base,
    window: toWindow(source),
    unavailable: null,
    items: rows.map(toCliPerson),
    total: rows[0]?.found ?? 0,
  };
}

/** Who used the command line. */
export function openCliPeople(
  viewer: Viewer,
  query: CliPeopleQuery,
): Promise<Panel<CliPeopleList>> {
  return openTablePanel(viewer, query, {
    area: "cli",
    hasSteps: false,
    hasPeople: true,
    load: ({ filter }, _, source) => readCliPeople(filter, source, query),
  });
}

function toNotFound(): AppError {
  return new AppError("not_found", "There is no such person, or they are not yours to see.");
}

async function readPerson(
  insight: InsightRequest,
  time: ReadTime,
  personId: number,
): Promise<InsightPerson> {
  const { filter } = insight;
  const [person] = await listPeopleById(filter, [personId]);
  const isReached = filter.personIds === null || filter.personIds.includes(personId);
  if (!person || !isReached) throw toNotFound();
  const own = { ...filter, personIds: [personId] };
  const [total, projects, cli, repositories] = await Promise.all([
    sumActivity(time, own, "range"),
    listSpenders({
      ...{ by: "project", time, filter: own, search: "" },
      ...{ sort: "total", order: "desc", limit: 50, offset: 0 },
    }),
    time.period === null
      ? []
      : listCliPeople({
          ...{ key: time.period, filter: own, search: "" },
          ...{ sort: "cost", order: "desc", limit: 1, offset: 0 },
        }),
    time.period === null
      ? []
      : readRawTable("cli_repositories", {
          key: time.period,
          projectNames: filter.projectNames,
        }),
  ]);
  const [cliRow] = cli;
  return {
    time: toAnsweredTime(time),
    person: { id: String(person.id), name: person.name, email: toEmail(person.identity) },
    total_usd: toRoundedUsd(total.total_usd),
    cli_usd: toRoundedUsd(total.cli_usd),
    projects: projects.map((row) => toSpender(row, false)),
    cli: cliRow ? toCliPerson(cliRow) : null,
    repositories: repositories
      .filter(({ labels }) => labels.person === person.name)
      .map(({ name, labels, counts }) => ({
        name,
        labels: { ...labels },
        counts: { ...counts },
        cost_usd: null,
      })),
  };
}

/**
 * What is known of one person within the viewer's filter.
 * @throws {AppError} not_found for who is unknown or out of reach
 */
export async function openPerson(
  viewer: Viewer,
  personId: string,
  query: InsightQuery,
): Promise<Panel<InsightPerson>> {
  const id = /^\d{1,9}$/.test(personId) ? Number(personId) : null;
  if (id === null) throw toNotFound();
  const panel = openTimedPanel(viewer, query, (insight, time) => readPerson(insight, time, id));
  return loadFirst(await panel);
}
