import "server-only";
import { createHash } from "node:crypto";
import { isNotModified, toSnapshotHeaders } from "@/lib/http/snapshot-headers";
import { toCsv, type CsvTable } from "./csv";
import type { Panel } from "./service";

interface PanelQuery {
  format: "json" | "csv";
  start_date?: string;
  end_date?: string;
  agent_id?: readonly string[];
  provider?: readonly string[];
}

interface PanelExport<T> {
  title: string;
  toTable: (data: T) => CsvTable;
}

function toFilterWords(query: PanelQuery): string[] {
  const agents = (query.agent_id ?? []).map((id) => `agent ${id}`);
  const providers = (query.provider ?? []).map((provider) => `provider ${provider}`);
  return [...agents, ...providers];
}

function toEtag(search: string, seed: string): string {
  const question = createHash("sha1").update(search).digest("base64url").slice(0, 10);
  return `W/"${seed}.${question}"`;
}

function toFileName(title: string, tenantName: string, query: PanelQuery): string {
  const words = ["tokenroll", tenantName, title, query.start_date, query.end_date];
  const plain = words
    .filter(Boolean)
    .join(" ")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return `${plain.replace(/^-|-$/g, "")}.csv`;
}

/** A panel as JSON or CSV with its age in the headers; 304 for whoever has this version already. */
export async function answerPanel<T>(
  request: Request,
  query: PanelQuery,
  panel: Panel<T>,
  csv: PanelExport<T>,
): Promise<Response> {
  const etag = toEtag(new URL(request.url).search, panel.etagSeed);
  if (isNotModified(request, etag)) {
    return new Response(null, { status: 304, headers: toSnapshotHeaders(panel.snapshot, etag) });
  }
  const { data, bound } = await panel.load();
  const headers = toSnapshotHeaders(panel.snapshot, etag, bound);
  if (query.format === "json") {
    headers.set("content-type", "application/json");
    return new Response(JSON.stringify(data), { headers });
  }
  const { start_date, end_date } = query;
  const head = {
    title: csv.title,
    tenantName: panel.tenantName === "" ? null : panel.tenantName,
    range: start_date && end_date ? { start_date, end_date } : null,
    filters: toFilterWords(query),
    snapshot: panel.snapshot,
  };
  const fileName = toFileName(csv.title, panel.tenantName, query);
  headers.set("content-type", "text/csv; charset=utf-8");
  headers.set("content-disposition", `attachment; filename="${fileName}"`);
  return new Response(toCsv(head, csv.toTable(data)), { headers });
}
