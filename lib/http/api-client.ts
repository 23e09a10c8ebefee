import type { FieldIssue } from "@/lib/errors";
import { SNAPSHOT_STATES, type SnapshotState } from "@/lib/freshness/schema";

/** How old the figures of an answer are and whether a part is missing; travels in headers. */
export interface SnapshotMeta {
  /** ISO time of the snapshot; null when nothing was read yet. */
  asOf: string | null;
  state: SnapshotState;
  /** Grows with every change; answers of one page with different versions were read at different times. */
  version: string | null;
  /** Why it is stale or partial, in words; null when fresh. */
  reason: string | null;
}

export interface ApiAnswer<T> {
  data: T;
  snapshot: SnapshotMeta;
  /** The whole total when `data` cannot say it: `≥`, `≤` bounds of counted messages. */
  bound: { lowest: number; highest: number } | null;
}

/** A refused or failed request; `message` may be shown. */
export class ApiError extends Error {
  readonly status: number;
  readonly issues: readonly FieldIssue[];
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, message: string, issues: readonly FieldIssue[], retryAfter?: number) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.issues = issues;
    this.retryAfterSeconds = retryAfter;
  }
}

interface Problem {
  title?: string;
  detail?: string;
  issues?: FieldIssue[];
}

async function toApiError(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get("content-type")?.includes("json") ?? false;
  const problem: Problem = isProblem ? ((await response.json()) as Problem) : {};
  const retryAfter = Number(response.headers.get("retry-after"));
  return new ApiError(
    response.status,
    problem.detail ?? problem.title ?? `The portal answered ${response.status}.`,
    problem.issues ?? [],
    retryAfter > 0 ? retryAfter : undefined,
  );
}

/** Reads what `lib/http/snapshot-headers.ts` wrote. */
function toSnapshotMeta(headers: Headers): SnapshotMeta {
  const state = headers.get("x-snapshot-state");
  const modified = headers.get("last-modified");
  const reason = headers.get("x-snapshot-reason");
  return {
    asOf: modified === null ? null : new Date(modified).toISOString(),
    state: SNAPSHOT_STATES.find((one) => one === state) ?? "fresh",
    version: headers.get("x-snapshot-version"),
    reason: reason === null ? null : decodeURIComponent(reason),
  };
}

function toBound(headers: Headers): ApiAnswer<unknown>["bound"] {
  const match = /^(\d+)-(\d+)$/.exec(headers.get("x-total-bound") ?? "");
  return match ? { lowest: Number(match[1]), highest: Number(match[2]) } : null;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("accept", "application/json");
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, "The portal cannot be reached. Check your connection.", []);
  }
  if (!response.ok) throw await toApiError(response);
  return response;
}

/** The browser's only way to the portal's JSON. Conditional requests are the browser cache's work. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<ApiAnswer<T>> {
  const response = await send(path, { signal, cache: "no-cache" });
  const data = (await response.json()) as T;
  return { data, snapshot: toSnapshotMeta(response.headers), bound: toBound(response.headers) };
}

export async function postJson<T>(path: string, body: unknown): Promise<T> {
  const response = await send(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  return (await response.json()) as T;
}

/** Sends a file as it is. */
export async function postFile<T>(path: string, file: Blob): Promise<T> {
  const response = await send(path, {
    method: "POST",
    body: file,
    headers: { "content-type": "application/octet-stream" },
  });
  return (await response.json()) as T;
}

export async function deleteJson(path: string): Promise<void> {
  await send(path, { method: "DELETE" });
}
