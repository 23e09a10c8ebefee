import { defineRoute } from "@/lib/http/route";
import { METRICS_TYPE, readMetrics } from "@/lib/operations/metrics";

export const GET = defineRoute({
  scope: "metrics:read",
  handle: async ({ viewer }) =>
    new Response(await readMetrics(viewer), {
      headers: { "content-type": METRICS_TYPE, "cache-control": "private, no-store" },
    }),
});
