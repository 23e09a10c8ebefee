import { alertReads } from "@/lib/alerts/reads";
import { saveAlertRule } from "@/lib/alerts/rules";
import { alertRuleInputSchema } from "@/lib/alerts/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = alertReads.rules.GET;

export const POST = defineRoute({
  // A rule tells what is spent.
  scope: ["budgets:write", "usage:read"],
  body: alertRuleInputSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await saveAlertRule(viewer, body), 201),
});
