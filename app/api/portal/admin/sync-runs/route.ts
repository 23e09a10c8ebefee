import { operationsReads } from "@/lib/operations/reads";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { runRequestSchema, startRun } from "@/lib/sync/service";

export const GET = operationsReads.syncRuns.GET;

export const POST = defineRoute({
  body: runRequestSchema,
  handle: async ({ viewer, body }) => {
    await startRun(viewer, body);
    return toJsonResponse({ status: "queued" }, 202);
  },
});
