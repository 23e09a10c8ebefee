import { defineRoute, toJsonResponse } from "@/lib/http/route";
import { getMyAccountsProgress, refreshMyAccounts } from "@/lib/sync/service";

export const GET = defineRoute({
  handle: async ({ viewer }) => toJsonResponse(await getMyAccountsProgress(viewer)),
});

export const POST = defineRoute({
  isOwn: true,
  handle: async ({ viewer }) => toJsonResponse(await refreshMyAccounts(viewer), 202),
});
