import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { defineDelete } from "@/lib/http/route";
import { removeSnapshot } from "@/lib/people/comparisons";

export const DELETE = defineDelete({
  params: z.object({ cohortId: idSchema, snapshotId: z.uuid() }),
  remove: (viewer, { cohortId, snapshotId }) => removeSnapshot(viewer, cohortId, snapshotId),
});
