import { defineRoute } from "@/lib/http/route";
import { exportCohort } from "@/lib/people/exports";
import { exportQuerySchema, type ExportQuery } from "@/lib/people/schema";

export const GET = defineRoute<{ cohortId: string }, ExportQuery>({
  query: exportQuerySchema,
  handle: async ({ viewer, params, query }) => exportCohort(viewer, params.cohortId, query.format),
});
