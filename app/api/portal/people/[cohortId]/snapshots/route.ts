import { z } from "zod";
import { idSchema } from "@/lib/http/id-schema";
import { peopleReads } from "@/lib/people/reads";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { takeSnapshot } from "@/lib/people/comparisons";
import { newSnapshotSchema } from "@/lib/people/schema";

export const GET = peopleReads.snapshots.GET;

export const POST = defineRoute({
  params: z.object({ cohortId: idSchema }),
  body: newSnapshotSchema,
  handle: async ({ viewer, params, body }) =>
    toJsonResponse(await takeSnapshot(viewer, params.cohortId, body), 201),
});
