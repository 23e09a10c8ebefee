import { isDatabaseReady } from "@/lib/operations/readiness";

/** The process can serve pages: its database answers. An upstream that is down does not count. */
export async function GET(): Promise<Response> {
  const isReady = await isDatabaseReady();
  return Response.json(
    { status: isReady ? "ready" : "not ready", database: isReady ? "connected" : "unreachable" },
    { status: isReady ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
