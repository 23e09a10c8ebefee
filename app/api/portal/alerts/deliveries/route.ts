import {
  alertIdSchema,
  alertPageQuerySchema,
  type AlertId,
  type AlertPageQuery,
} from "@/lib/alerts/schema";
import { listDeliveries, resendDelivery } from "@/lib/alerts/service";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = defineRoute<Record<string, never>, AlertPageQuery>({
  query: alertPageQuerySchema,
  handle: async ({ viewer, query }) => toJsonResponse(await listDeliveries(viewer, query.page)),
});

export const POST = defineRoute<Record<string, never>, unknown, AlertId>({
  body: alertIdSchema,
  handle: async ({ viewer, body }) => {
    await resendDelivery(viewer, body.id);
    return toJsonResponse({ ok: true });
  },
});
