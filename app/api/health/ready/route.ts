import { findReadiness } from "@/lib/operations/readiness";

/** The process can serve pages: its database answers. An upstream that is down or wrong does not count. */
export async function GET(): Promise<Response> {
  const { isReady, clockOffsetSeconds } = await findReadiness();
  return Response.json(
    {
      status: isReady ? "ready" : "not ready",
      database: isReady ? "connected" : "unreachable",
      upstream_clock_offset_seconds: clockOffsetSeconds,
    },
    { status: isReady ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
