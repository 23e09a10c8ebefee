import { spendingReads } from "@/lib/spending/reads";
import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { refreshMyAccounts } from "@/lib/sync/service";

export const GET = spendingReads.refresh.GET;

export const POST = defineRoute({
  isOwn: true,
  handle: async ({ viewer }) => toJsonResponse(await refreshMyAccounts(viewer), 202),
});
