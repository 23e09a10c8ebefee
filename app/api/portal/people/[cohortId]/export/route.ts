import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { defineRoute } from "@/lib/http/route";
import { exportCohort } from "@/lib/people/exports";
import { exportQuerySchema } from "@/lib/people/schema";

export const GET = defineRoute({
  params: z.object({ cohortId: idSchema }),
  query: exportQuerySchema,
  handle: async ({ viewer, params, query }) => exportCohort(viewer, params.cohortId, query),
});
