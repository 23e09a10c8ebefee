import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { isNotModified, toSnapshotHeaders, type BoundedTotal } from "@/lib/http/snapshot-headers";
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

interface JsonBody {
  text: string;
  bound: BoundedTotal | undefined;
}

const MAX_BODY_CHARACTERS = 32 * 1024 * 1024;

/** Bodies by address and ETag. Both are checked for each request, so nothing is served beyond its version. */
const jsonBodies = new LRUCache<string, JsonBody>({
  maxSize: MAX_BODY_CHARACTERS,
  sizeCalculation: (body, key) => body.text.length + key.length,
});

async function readJsonBody<T>(request: Request, etag: string, panel: Panel<T>): Promise<JsonBody> {
  const key = `${new URL(request.url).pathname} ${etag}`;
  const known = panel.isShared ? jsonBodies.get(key) : undefined;
  if (known) return known;
  const { data, bound } = await panel.load();
  const body = { text: JSON.stringify(data), bound };
  if (panel.isShared) jsonBodies.set(key, body);
  return body;
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

/** A panel as JSON with its age in the headers; 304 for whoever has this version already. */
export async function answerJson<T>(request: Request, panel: Panel<T>): Promise<Response> {
  const etag = toEtag(new URL(request.url).search, panel.etagSeed);
  if (isNotModified(request, etag)) {
    return new Response(null, { status: 304, headers: toSnapshotHeaders(panel.snapshot, etag) });
  }
  const body = await readJsonBody(request, etag, panel);
  const headers = toSnapshotHeaders(panel.snapshot, etag, body.bound);
  headers.set("content-type", "application/json");
  return new Response(body.text, { headers });
}

/** A panel as JSON or CSV with its age in the headers; 304 for whoever has this version already. */
export async function answerPanel<T>(
  request: Request,
  query: PanelQuery,
  panel: Panel<T>,
  csv: PanelExport<T>,
): Promise<Response> {
  if (query.format === "json") return answerJson(request, panel);
  const etag = toEtag(new URL(request.url).search, panel.etagSeed);
  if (isNotModified(request, etag)) {
    return new Response(null, { status: 304, headers: toSnapshotHeaders(panel.snapshot, etag) });
  }
  return answerCsv(query, panel, etag, csv);
}

async function answerCsv<T>(
  query: PanelQuery,
  panel: Panel<T>,
  etag: string,
  csv: PanelExport<T>,
): Promise<Response> {
  const { data, bound } = await panel.load();
  const { start_date, end_date } = query;
  const head = {
    title: csv.title,
    tenantName: panel.tenantName === "" ? null : panel.tenantName,
    range: start_date && end_date ? { start_date, end_date } : null,
    filters: [...toFilterWords(query), ...(panel.filterWords ?? [])],
    snapshot: panel.snapshot,
  };
  const fileName = toFileName(csv.title, panel.tenantName, query);
  const headers = toSnapshotHeaders(panel.snapshot, etag, bound);
  headers.set("content-type", "text/csv; charset=utf-8");
  headers.set("content-disposition", `attachment; filename="${fileName}"`);
  return new Response(toCsv(head, csv.toTable(data)), { headers });
}
