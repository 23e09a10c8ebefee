import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { listSnapshots, takeSnapshot } from "@/lib/people/comparisons";
import { newSnapshotSchema, type NewSnapshot } from "@/lib/people/schema";

export const GET = defineRoute<{ cohortId: string }>({
  handle: async ({ viewer, params }) =>
    toJsonResponse(await listSnapshots(viewer, params.cohortId)),
});

export const POST = defineRoute<{ cohortId: string }, unknown, NewSnapshot>({
  body: newSnapshotSchema,
  handle: async ({ viewer, params, body }) =>
    toJsonResponse(await takeSnapshot(viewer, params.cohortId, body), 201),
});
