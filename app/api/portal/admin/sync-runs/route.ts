import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { listSyncRuns } from "@/lib/operations/runs";
import { runListQuerySchema, type RunListQuery } from "@/lib/operations/schema";
import { runRequestSchema, startRun, type RunRequest } from "@/lib/sync/service";

export const GET = defineRoute<Record<string, never>, RunListQuery>({
  scope: "admin:read",
  query: runListQuerySchema,
  handle: async ({ viewer, query }) => toJsonResponse(await listSyncRuns(viewer, query.page)),
});

export const POST = defineRoute<Record<string, never>, unknown, RunRequest>({
  body: runRequestSchema,
  handle: async ({ viewer, body }) => {
    await startRun(viewer, body);
    return toJsonResponse({ status: "queued" }, 202);
  },
});
