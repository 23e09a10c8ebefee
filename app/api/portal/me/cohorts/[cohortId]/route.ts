import { z } from "zod";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { agreementSchema } from "@/lib/people/schema";
import { agreeToCohort } from "@/lib/people/service";

export const POST = defineRoute({
  isOwn: true,
  params: z.object({ cohortId: z.uuid() }),
  body: agreementSchema,
  handle: async ({ viewer, params, body }) => {
    await agreeToCohort(viewer, params.cohortId, body.has_agreed);
    return toJsonResponse({ ok: true });
  },
});
