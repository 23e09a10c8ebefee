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

const underWay = new Map<string, Promise<unknown>>();
/** Of what no answer has come to: sent again, it has the same key and is done once. */
const unansweredKeys = new Map<string, string>();

/** `crypto.randomUUID` is there on https only. */
function makeKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

async function postOnce<T>(path: string, text: string): Promise<T> {
  const sent = `${path} ${text}`;
  const key = unansweredKeys.get(sent) ?? makeKey();
  const headers = { "content-type": "application/json", "idempotency-key": key };
  unansweredKeys.set(sent, key);
  try {
    const response = await send(path, { method: "POST", body: text, headers });
    unansweredKeys.delete(sent);
    return (await response.json()) as T;
  } catch (error) {
    if (error instanceof ApiError && error.status > 0) unansweredKeys.delete(sent);
    throw error;
  }
}

/** What is sent twice at once, by a double click say, is sent once. */
export function postJson<T>(path: string, body: unknown): Promise<T> {
  const text = JSON.stringify(body);
  const sent = `${path} ${text}`;
  const running =
    underWay.get(sent) ?? postOnce<T>(path, text).finally(() => underWay.delete(sent));
  underWay.set(sent, running);
  return running as Promise<T>;
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
