import "server-only";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { Panel } from "./service";

/** A panel as the browser would get it over HTTP, for a page's first render. */
export async function toApiAnswer<T>(opening: Promise<Panel<T>>): Promise<ApiAnswer<T>> {
  const { snapshot, load } = await opening;
  const { data, bound } = await load();
  return {
    data,
    bound: bound ?? null,
    snapshot: {
      asOf: snapshot.asOf?.toISOString() ?? null,
      state: snapshot.state,
      version: snapshot.version,
      reason: snapshot.reason,
    },
  };
}

/** What has no age of its own. */
export function toPlainAnswer<T>(data: T): ApiAnswer<T> {
  return {
    data,
    bound: null,
    snapshot: { asOf: null, state: "fresh", version: null, reason: null },
  };
}
