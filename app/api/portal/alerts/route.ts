import {
  alertActionSchema,
  alertListQuerySchema,
  type AlertAction,
  type AlertListQuery,
} from "@/lib/alerts/schema";
import { actOnAlert, listAlerts } from "@/lib/alerts/service";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = defineRoute<Record<string, never>, AlertListQuery>({
  query: alertListQuerySchema,
  handle: async ({ viewer, query }) => toJsonResponse(await listAlerts(viewer, query)),
});

export const POST = defineRoute<Record<string, never>, unknown, AlertAction>({
  scope: "budgets:write",
  body: alertActionSchema,
  handle: async ({ viewer, body }) => {
    await actOnAlert(viewer, body);
    return toJsonResponse({ ok: true });
  },
});
