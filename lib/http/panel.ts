import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { canReadAdministration, type Viewer } from "@/lib/auth/policy";
import type { Snapshot } from "@/lib/freshness/schema";
import type { ApiAnswer } from "./api-client";
import { toCsv, type CsvTable } from "./csv";
import { isNotModified, toReason, toSnapshotHeaders, type BoundedTotal } from "./snapshot-headers";

/** An answer with its age, not read yet: whoever has this version already need not read it. */
export interface Panel<T> {
  snapshot: Snapshot;
  /** Whom it is about, for the head and the name of an export; null where it is about nobody in particular. */
  subject: string | null;
  /** Whose answer it is; null where it is the same for everybody who may see it. */
  viewer: Viewer | null;
  /** What it depends on beside its address, its snapshot's version and its viewer: what is part of its ETag. */
  etagSeed?: readonly (string | number | boolean | null)[];
  /** What narrows it beside the search parameters, for the head of an export. */
  filterWords?: readonly string[];
  load: () => Promise<{ data: T; bound?: BoundedTotal }>;
}

interface PanelExport<T> {
  title: string;
  toTable: (data: T, snapshot: Snapshot) => CsvTable;
}

/** The forms that an answer has beside JSON. */
export interface PanelForms<T> {
  csv?: PanelExport<T>;
  /** One line for a shell prompt or a log. */
  toText?: (data: T, snapshot: Snapshot) => string;
}

interface JsonBody {
  text: string;
  bound: BoundedTotal | undefined;
}

const MAX_BODY_CHARACTERS = 32 * 1024 * 1024;

/** Bodies that are the same for everybody, by address and ETag, both of which are checked for each request. */
const sharedBodies = new LRUCache<string, JsonBody>({
  maxSize: MAX_BODY_CHARACTERS,
  sizeCalculation: (body, key) => body.text.length + key.length,
});

/** Everything that decides what a viewer may see; another person on the same cache has another one. */
function toScope(viewer: Viewer | null) {
  if (viewer === null) return null;
  const { userId, email, role, tenantIds, projectNames } = viewer;
  return [userId, email, role, tenantIds, projectNames];
}

/** Made of all that an answer depends on, here and nowhere else. */
function toEtag<T>({ pathname, search }: URL, format: string, panel: Panel<T>): string {
  const { snapshot, viewer, etagSeed = [] } = panel;
  const parts = [pathname, search, format, snapshot.version, toScope(viewer), etagSeed];
  return `W/"${createHash("sha1").update(JSON.stringify(parts)).digest("base64url")}"`;
}

async function readJsonBody<T>(url: URL, etag: string, panel: Panel<T>): Promise<JsonBody> {
  const key = `${url.pathname} ${etag}`;
  const isShared = panel.viewer === null;
  const known = isShared ? sharedBodies.get(key) : undefined;
  if (known) return known;
  const { data, bound } = await panel.load();
  const body = { text: JSON.stringify(data), bound };
  if (isShared) sharedBodies.set(key, body);
  return body;
}

function toFileName(title: string, subject: string | null, search: URLSearchParams): string {
  const words = ["tokenroll", subject, title, search.get("start_date"), search.get("end_date")];
  const plain = words
    .filter(Boolean)
    .join(" ")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return `${plain.replace(/^-|-$/g, "")}.csv`;
}

function toFilterWords(search: URLSearchParams): string[] {
  const agents = search.getAll("agent_id").map((id) => `agent ${id}`);
  const providers = search.getAll("provider").map((provider) => `provider ${provider}`);
  return [...agents, ...providers];
}

async function answerCsv<T>(
  search: URLSearchParams,
  snapshot: Snapshot,
  panel: Panel<T>,
  csv: PanelExport<T>,
  toHeaders: (bound?: BoundedTotal) => Headers,
): Promise<Response> {
  const { subject, filterWords = [] } = panel;
  const { data, bound } = await panel.load();
  const [from, to] = [search.get("start_date"), search.get("end_date")];
  const head = {
    title: csv.title,
    subject,
    range: from && to ? { start_date: from, end_date: to } : null,
    filters: [...toFilterWords(search), ...filterWords],
    snapshot,
  };
  const headers = toHeaders(bound);
  headers.set("content-type", "text/csv; charset=utf-8");
  const fileName = toFileName(csv.title, subject, search);
  headers.set("content-disposition", `attachment; filename="${fileName}"`);
  return new Response(toCsv(head, csv.toTable(data, snapshot)), { headers });
}

const TYPES = { "text/csv": "csv", "text/plain": "text", "application/json": "json" } as const;

/** What is asked for by name, else the first form of the Accept header that there is. */
function toFormat<T>(request: Request, url: URL, forms: PanelForms<T>): "json" | "csv" | "text" {
  const isThere = { json: true, csv: forms.csv !== undefined, text: forms.toText !== undefined };
  const wanted = (request.headers.get("accept") ?? "").split(",");
  const accepted = wanted.map((part) => TYPES[part.split(";")[0]?.trim() as keyof typeof TYPES]);
  const named = url.searchParams.get("format");
  const found = [named, ...(named === null ? accepted : [])].find(
    (form) => form !== null && form in isThere && isThere[form as keyof typeof isThere],
  );
  return (found as keyof typeof isThere | undefined) ?? "json";
}

/** A panel in the form that is asked for, with its age in the headers; 304 for whoever has this version. */
export async function answerPanel<T>(
  request: Request,
  asker: Viewer,
  panel: Panel<T>,
  forms: PanelForms<T> = {},
): Promise<Response> {
  const url = new URL(request.url);
  const format = toFormat(request, url, forms);
  const etag = toEtag(url, format, panel);
  const reason = toReason(panel.snapshot, canReadAdministration(asker));
  const toHeaders = (bound?: BoundedTotal) =>
    toSnapshotHeaders(panel.snapshot, etag, reason, bound);
  if (isNotModified(request, etag))
    return new Response(null, { status: 304, headers: toHeaders() });
  if (format === "csv" && forms.csv) {
    return answerCsv(url.searchParams, { ...panel.snapshot, reason }, panel, forms.csv, toHeaders);
  }
  if (format === "text" && forms.toText) {
    const { data } = await panel.load();
    const headers = toHeaders();
    headers.set("content-type", "text/plain; charset=utf-8");
    return new Response(forms.toText(data, panel.snapshot), { headers });
  }
  const body = await readJsonBody(url, etag, panel);
  const headers = toHeaders(body.bound);
  headers.set("content-type", "application/json");
  return new Response(body.text, { headers });
}

/** A panel as the browser would get it over HTTP, for a page's first render. */
export async function toApiAnswer<T>(
  asker: Viewer,
  panel: Panel<T>,
  url: URL,
): Promise<ApiAnswer<T>> {
  const { snapshot } = panel;
  const { text, bound } = await readJsonBody(url, toEtag(url, "json", panel), panel);
  const { asOf, state, version } = snapshot;
  const reason = toReason(snapshot, canReadAdministration(asker));
  return {
    // The text is this panel's own data.
    data: JSON.parse(text) as T,
    bound: bound ?? null,
    snapshot: { asOf: asOf?.toISOString() ?? null, state, version, reason },
  };
}
