import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { requireViewer } from "@/lib/auth/session";
import { getQueryClient } from "@/lib/query/query-client";

/** Starts what the page asks for first; it streams to the browser when it is there. */
export async function prefetchTenants(
  searchParams: PageProps<"/usage">["searchParams"],
): Promise<QueryClient> {
  await Promise.all([requireViewer(), searchParams]);
  return getQueryClient();
}
