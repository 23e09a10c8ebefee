import { z } from "zod";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { importPeople } from "@/lib/people/imports";
import { importQuerySchema, MAX_IMPORT_BYTES } from "@/lib/people/schema";

export const POST = defineRoute({
  query: importQuerySchema,
  body: z.instanceof(Uint8Array),
  maxFileBytes: MAX_IMPORT_BYTES,
  handle: async ({ viewer, query, body }) =>
    toJsonResponse(await importPeople(viewer, query, body)),
});
