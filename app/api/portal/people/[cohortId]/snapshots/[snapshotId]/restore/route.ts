import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { removeSnapshot } from "@/lib/people/comparisons";

export const POST = defineRoute({
  params: z.object({ cohortId: idSchema, snapshotId: z.uuid() }),
  handle: async ({ viewer, params: { cohortId, snapshotId } }) => {
    await removeSnapshot(viewer, cohortId, snapshotId, false);
    return toJsonResponse({ ok: true });
  },
});
