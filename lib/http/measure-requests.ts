import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import { collectDefaultMetrics, Counter, Histogram } from "prom-client";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** What was asked for, in few words: an address may be anything. */
function toKind(path: string): string {
  if (path.startsWith("/_next/")) return "asset";
  if (/^(?:\/api\/otlp)?\/v1\/(?:logs|metrics|traces)\b/.test(path)) return "otlp";
  return path.startsWith("/api/") ? "api" : "page";
}

/** Counts this process's requests and their time in prom-client's own registry, with what Node tells of itself. */
export function measureRequests(): void {
  collectDefaultMetrics();
  const requests = new Counter({
    name: "tokenroll_http_requests_total",
    help: "Answered requests of this process.",
    labelNames: ["method", "kind", "status"],
  });
  const seconds = new Histogram({
    name: "tokenroll_http_request_seconds",
    help: "Seconds from a request to the end of its answer.",
    labelNames: ["kind"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
  });
  const startedAt = new WeakMap<IncomingMessage, number>();
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request?: unknown };
    if (request instanceof IncomingMessage) startedAt.set(request, performance.now());
  });
  subscribe("http.server.response.finish", (message) => {
    const { request, response } = message as { request?: unknown; response?: unknown };
    if (!(request instanceof IncomingMessage) || !(response instanceof ServerResponse)) return;
    const kind = toKind(request.url ?? "");
    const method = METHODS.has(request.method ?? "") ? request.method : "other";
    requests.inc({ method, kind, status: response.statusCode });
    const start = startedAt.get(request);
    if (start !== undefined) seconds.observe({ kind }, (performance.now() - start) / 1_000);
  });
}
