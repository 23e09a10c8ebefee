import "server-only";
import { toXlsx } from "./export-xlsx";
import { listPersonInsights } from "@/lib/analytics/lookup";
import { canReadAdministration, type Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { toReason, toSnapshotHeaders } from "@/lib/http/snapshot-headers";
import { listAccountsOf } from "@/lib/spending/service";
import { toCsv } from "@/lib/http/csv";
import { openCohort, readTable, type OpenCohort } from "./cohorts";
import { toPersonTable } from "./csv";
import { toExportData } from "./export-data";
import { toExportPage } from "./export-page";
import { findPeople } from "./filter-people";
import type { CohortSummary, ExportQuery, PersonRow } from "./schema";
import { toFilterWords, toHiddenWords } from "./words";

const TYPES = {
  html: "text/html; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** What goes into a file: whom the filters find, in the order of the page. */
interface Export {
  viewer: Viewer;
  open: OpenCohort;
  people: readonly PersonRow[];
  /** Of these people. */
  summary: CohortSummary;
  filters: readonly string[];
  /** Why figures are stale or partial, in words for the viewer. */
  reason: string | null;
}

async function toHtml(file: Export): Promise<string> {
  const { viewer, open, people, summary, filters, reason } = file;
  const now = new Date();
  const [accounts, insights] = await Promise.all([
    listAccountsOf(people),
    listPersonInsights(
      viewer,
      people.map((person) => person.person_id),
    ),
  ]);
  return toExportPage({
    name: open.cohort.name,
    origin: getSettings().PORTAL_URL ?? null,
    madeAt: now,
    asOf: open.snapshot.asOf,
    ...{ filters, reason, summary },
    data: toExportData(people, { ...open, accounts, insights }, now),
  });
}

function toCsvText({ open, people, filters, reason }: Export): string {
  const snapshot = { ...open.snapshot, reason };
  const head = {
    title: "Cohort people",
    subject: open.cohort.name,
    range: null,
    filters,
    snapshot,
  };
  return toCsv(head, toPersonTable(people, open.kinds));
}

function toWorkbook({ open, people, summary, filters, reason }: Export): Promise<Buffer> {
  const { snapshot, kinds } = open;
  const head = [
    ["Cohort", open.cohort.name],
    ["As of", snapshot.asOf?.toISOString() ?? "not read yet"],
    ["State", reason === null ? snapshot.state : `${snapshot.state}: ${reason}`],
    ["Filters", filters.join("; ") || "none"],
    ["Amounts", "USD, running budget periods"],
  ] as const;
  return toXlsx({ head, kinds, people, summary });
}

function toFileName(name: string, format: string, madeAt: Date): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const subject = plain.replace(/^-|-$/g, "") || "cohort";
  return `tokenroll-${subject}-${madeAt.toISOString().slice(0, 10)}.${format}`;
}

/** Whom the filters find as one file, of what was read last. @throws {AppError} not_found */
export async function exportCohort(
  viewer: Viewer,
  cohortId: string,
  query: ExportQuery,
): Promise<Response> {
  const { format, account } = query;
  const open = await openCohort(viewer, cohortId, account);
  const reason = toReason(open.snapshot, canReadAdministration(viewer));
  const people = findPeople(open.table.rows, query);
  const make = { html: toHtml, csv: toCsvText, xlsx: toWorkbook }[format];
  const filters = [...toFilterWords(query), ...toHiddenWords(open.hidden)];
  const found = new Set(people.map((person) => person.person_id));
  const isWhole = found.size === open.table.rows.length;
  const { summary } = isWhole ? open.table : await readTable(open, (id) => found.has(id));
  const body = await make({ viewer, open, people, summary, filters, reason });
  const headers = toSnapshotHeaders(
    open.snapshot,
    `W/"${open.snapshot.version}.${format}"`,
    reason,
  );
  headers.set("content-type", TYPES[format]);
  const fileName = toFileName(open.cohort.name, format, new Date());
  headers.set("content-disposition", `attachment; filename="${fileName}"`);
  return new Response(typeof body === "string" ? body : new Uint8Array(body), { headers });
}
