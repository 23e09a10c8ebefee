import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { defineDelete, defineRoute, toJsonResponse } from "@/lib/http/route";
import { removeSnapshot } from "@/lib/people/comparisons";

const params = z.object({ cohortId: idSchema, snapshotId: z.uuid() });

export const DELETE = defineDelete({
  params,
  remove: (viewer, { cohortId, snapshotId }) => removeSnapshot(viewer, cohortId, snapshotId),
});

/** Takes the deletion back. */
export const POST = defineRoute({
  params,
  handle: async ({ viewer, params: { cohortId, snapshotId } }) => {
    await removeSnapshot(viewer, cohortId, snapshotId, false);
    return toJsonResponse({ ok: true });
  },
});
