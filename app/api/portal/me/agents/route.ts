import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";
import { toOwnAgentsCsv } from "@/lib/usage/csv";
import { openMyAgents } from "@/lib/usage/my-agents";
import { ownAgentsQuerySchema, type OwnAgentsQuery } from "@/lib/usage/schema";

export const GET = defineRoute<Record<string, never>, OwnAgentsQuery>({
  query: ownAgentsQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, { format: query.format }, await openMyAgents(viewer, query), {
      title: "My agents",
      toTable: toOwnAgentsCsv,
    }),
});
