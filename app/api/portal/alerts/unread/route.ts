import { getUnreadAlerts, markAlertsSeen } from "@/lib/alerts/service";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = defineRoute({
  handle: async ({ viewer }) => toJsonResponse(await getUnreadAlerts(viewer)),
});

export const POST = defineRoute({
  isOwn: true,
  handle: async ({ viewer }) => toJsonResponse(await markAlertsSeen(viewer)),
});
