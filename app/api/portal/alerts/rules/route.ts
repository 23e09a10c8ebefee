import { listAlertRules, saveAlertRule } from "@/lib/alerts/rules";
import { alertRuleInputSchema, type AlertRuleInput } from "@/lib/alerts/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = defineRoute({
  handle: async ({ viewer }) => toJsonResponse(await listAlertRules(viewer)),
});

export const POST = defineRoute<Record<string, never>, unknown, AlertRuleInput>({
  // A rule tells what is spent.
  scope: ["budgets:write", "usage:read"],
  body: alertRuleInputSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await saveAlertRule(viewer, body), 201),
});
