import { alertReads } from "@/lib/alerts/reads";
import { alertActionSchema } from "@/lib/alerts/schema";
import { actOnAlert } from "@/lib/alerts/service";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = alertReads.list.GET;

export const POST = defineRoute({
  scope: "budgets:write",
  body: alertActionSchema,
  handle: async ({ viewer, body }) => {
    await actOnAlert(viewer, body);
    return toJsonResponse({ ok: true });
  },
});
