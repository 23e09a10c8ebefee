import type { Snapshot } from "@/lib/freshness/schema";

export interface BoundedTotal {
  lowest: number;
  highest: number;
}

/** What an administrator is told beside the words for everybody. */
export function toReason({ reason, cause }: Snapshot, isAdministrator: boolean): string | null {
  return reason !== null && cause !== null && isAdministrator ? `${reason} (${cause})` : reason;
}

/** The age of an answer; `lib/http/api-client.ts` reads it back. */
export function toSnapshotHeaders(
  snapshot: Snapshot,
  etag: string,
  reason: string | null,
  bound?: BoundedTotal,
): Headers {
  const headers = new Headers({
    "cache-control": "private, no-cache",
    vary: "Cookie, Authorization, Accept",
    etag,
    "x-snapshot-state": snapshot.state,
    "x-snapshot-version": snapshot.version,
  });
  if (snapshot.asOf) headers.set("last-modified", snapshot.asOf.toUTCString());
  if (reason) headers.set("x-snapshot-reason", encodeURIComponent(reason));
  if (bound) headers.set("x-total-bound", `${bound.lowest}-${bound.highest}`);
  return headers;
}

/** True when the asker already has this version (RFC 9110, weak comparison). */
export function isNotModified(request: Request, etag: string): boolean {
  const asked = request.headers.get("if-none-match");
  if (asked === null) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return asked === "*" || asked.split(",").some((tag) => bare(tag) === bare(etag));
}
