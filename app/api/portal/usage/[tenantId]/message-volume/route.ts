import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";
import { toMessageCsv } from "@/lib/usage/csv";
import { usageQuerySchema, type UsageQuery } from "@/lib/usage/schema";
import { getMessageVolume } from "@/lib/usage/service";

export const GET = defineRoute<{ tenantId: string }, UsageQuery>({
  query: usageQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(request, query, await getMessageVolume(viewer, params.tenantId, query), {
      title: "Messages by channel",
      toTable: toMessageCsv,
    }),
});
