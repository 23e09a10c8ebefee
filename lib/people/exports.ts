import "server-only";
import writeXlsxFile from "write-excel-file/node";
import { listPersonInsights } from "@/lib/analytics/lookup";
import { canReadAdministration, type Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { toReason, toSnapshotHeaders } from "@/lib/http/snapshot-headers";
import { listAccountsOf } from "@/lib/spending/service";
import { KIND_LABELS } from "@/lib/spending/words";
import { toCsv } from "@/lib/http/csv";
import { openCohort, readTable, type OpenCohort } from "./cohorts";
import { toAmount, toPersonTable } from "./csv";
import { toExportData } from "./export-data";
import { toExportPage } from "./export-page";
import { findPeople } from "./filter-people";
import type { ExportQuery, PersonRow } from "./schema";
import { STATUS_WORDS, toFilterWords, toHiddenWords } from "./words";

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
  filters: readonly string[];
  /** Why figures are stale or partial, in words for the viewer. */
  reason: string | null;
}

async function toHtml({ viewer, open, people, filters, reason }: Export): Promise<string> {
  const now = new Date();
  const found = new Set(people.map((person) => person.person_id));
  const [accounts, insights, { summary }] = await Promise.all([
    listAccountsOf(people),
    listPersonInsights(viewer, [...found]),
    filters.length === 0 ? open.table : readTable(open, (personId) => found.has(personId)),
  ]);
  return toExportPage({
    name: open.cohort.name,
    origin: getSettings().PORTAL_URL ?? null,
    madeAt: now,
    asOf: open.snapshot.asOf,
    filters,
    reason,
    summary,
    data: toExportData(people, { ...open, accounts, insights }, now),
  });
}

function toCsvText({ open, people, filters, reason }: Export): string {
  const snapshot = { ...open.snapshot, reason };
  const head = { title: "People", subject: open.cohort.name, range: null, filters, snapshot };
  return toCsv(head, toPersonTable(people, open.kinds));
}

const MONEY = { type: Number, format: "#,##0.00####" } as const;

/** Texts are written as texts, so nothing in a name is ever a formula. */
async function toXlsx({ open, people }: Export): Promise<Buffer> {
  const text = (value: string | null) => ({ type: String, value: value ?? "" });
  const money = (value: number | null) => (value === null ? null : { ...MONEY, value });
  const amounts = open.kinds.map((kind) => `${KIND_LABELS[kind]} (USD)`);
  const heads = ["User", "Name", ...amounts, "Total (USD)", "Status"];
  const sheet = [
    heads.map((value) => ({ type: String, value, fontWeight: "bold" as const })),
    ...people.map((row) => [
      text(row.person_id),
      text(row.name),
      ...open.kinds.map((kind) => money(toAmount(row, kind))),
      money(row.total_usd),
      text(STATUS_WORDS[row.status]),
    ]),
  ];
  const columns = heads.map((_, index) => ({ width: [34, 24][index] ?? 14 }));
  return writeXlsxFile(sheet, { sheet: "People", columns, stickyRowsCount: 1 }).toBuffer();
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
  const make = { html: toHtml, csv: toCsvText, xlsx: toXlsx }[format];
  const filters = [...toFilterWords(query), ...toHiddenWords(open.hidden)];
  const body = await make({ viewer, open, people, filters, reason });
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
