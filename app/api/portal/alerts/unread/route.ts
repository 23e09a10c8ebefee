import { alertReads } from "@/lib/alerts/reads";
import { markAlertsSeen } from "@/lib/alerts/service";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = alertReads.unread.GET;

export const POST = defineRoute({
  isOwn: true,
  handle: async ({ viewer }) => toJsonResponse(await markAlertsSeen(viewer)),
});
