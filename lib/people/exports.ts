import "server-only";
import writeXlsxFile from "write-excel-file/node";
import type { Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { toSnapshotHeaders } from "@/lib/http/snapshot-headers";
import { listAccountsOf } from "@/lib/spending/service";
import { toCsv } from "@/lib/http/csv";
import { openCohort, type OpenCohort } from "./cohorts";
import { STATUS_WORDS, toPersonTable } from "./csv";
import { toExportData } from "./export-data";
import { toExportPage } from "./export-page";
import { findPeople } from "./filter-people";
import type { ExportQuery, PersonRow } from "./schema";

const TYPES = {
  html: "text/html; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** Most spent first, as the page shows them. */
function listAll({ table }: OpenCohort): PersonRow[] {
  const everybody = { q: "", account: "all", status: "all", active: "false", min: 0 } as const;
  return findPeople(table.rows, { ...everybody, sort: "total", order: "desc" });
}

async function toHtml(open: OpenCohort): Promise<string> {
  const people = listAll(open);
  const now = new Date();
  const accounts = await listAccountsOf(people);
  return toExportPage({
    name: open.cohort.name,
    origin: getSettings().PORTAL_URL ?? null,
    madeAt: now,
    asOf: open.snapshot.asOf,
    reason: open.snapshot.reason,
    summary: open.table.summary,
    data: toExportData(people, accounts, open.reading.listedAt, now),
  });
}

function toCsvText(open: OpenCohort): string {
  const head = {
    title: "People",
    subject: open.cohort.name,
    range: null,
    filters: [],
    snapshot: open.snapshot,
  };
  return toCsv(head, toPersonTable(listAll(open)));
}

const MONEY = { type: Number, format: "#,##0.00####" } as const;

/** Texts are written as texts, so nothing in a name is ever a formula. */
async function toXlsx(open: OpenCohort): Promise<Buffer> {
  const text = (value: string | null) => ({ type: String, value: value ?? "" });
  const money = (value: number | null) => (value === null ? null : { ...MONEY, value });
  const heads = [
    "User",
    "Name",
    "Web (USD)",
    "CLI (USD)",
    "Premium (USD)",
    "Total (USD)",
    "Status",
  ];
  const rows = listAll(open).map((row) => [
    text(row.person_id),
    text(row.name),
    money(row.web_usd),
    money(row.cli_usd),
    money(row.premium_usd),
    money(row.total_usd),
    text(STATUS_WORDS[row.status]),
  ]);
  const sheet = [
    heads.map((value) => ({ type: String, value, fontWeight: "bold" as const })),
    ...rows,
  ];
  const columns = [
    { width: 34 },
    { width: 24 },
    ...Array.from({ length: 5 }, () => ({ width: 14 })),
  ];
  return writeXlsxFile(sheet, { sheet: "People", columns, stickyRowsCount: 1 }).toBuffer();
}

function toFileName(name: string, format: string, madeAt: Date): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "cohort";
  return `tokenroll-${plain}-${madeAt.toISOString().slice(0, 10)}.${format}`;
}

/** The whole cohort as one file, of what was read last. @throws {AppError} not_found */
export async function exportCohort(
  viewer: Viewer,
  cohortId: string,
  format: ExportQuery["format"],
): Promise<Response> {
  const open = await openCohort(viewer, cohortId);
  const make = { html: toHtml, csv: toCsvText, xlsx: toXlsx }[format];
  const body = await make(open);
  const headers = toSnapshotHeaders(
    open.snapshot,
    `W/"${open.version}.${format}"`,
    open.snapshot.reason,
  );
  headers.set("content-type", TYPES[format]);
  const fileName = toFileName(open.cohort.name, format, new Date());
  headers.set("content-disposition", `attachment; filename="${fileName}"`);
  return new Response(typeof body === "string" ? body : new Uint8Array(body), { headers });
}
