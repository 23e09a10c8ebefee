import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { withAbsurdNumbers, withNumbersAsStrings, withWrongTypes } from "../litellm/damage";
import { sendTruncated } from "../litellm/faults";
import type { ErrorKind, Knobs } from "../litellm/knobs";
import { toErrorBody } from "./answers";
import { control } from "./control";
import { AnalyticsControl } from "./control-client";
import { answer, type Answer, type Keys } from "./routes";
import { StandIn, type AnalyticsOptions } from "./stand-in";

export interface RunningAnalytics {
  url: string;
  port: number;
  keys: Keys;
  control: AnalyticsControl;
  close(): Promise<void>;
}

const STATUS_FAULTS: Partial<Record<ErrorKind, [status: number, message: string]>> = {
  "401": [401, "Authentication failed"],
  "429": [429, "Too many requests"],
  "500": [500, "Internal server error"],
  "502": [502, "Bad gateway"],
  "503": [503, "Analytics query failed"],
  "504": [504, "Gateway timeout"],
};

function sendJson(response: ServerResponse, status: number, text: string): void {
  const etag = createHash("sha256").update(text).digest("hex");
  response.writeHead(status, {
    "content-type": "application/json",
    // As the real one sends it, though every answer is somebody's own.
    ...(status === 200 ? { "cache-control": "public, max-age=300", etag: `"${etag}"` } : {}),
  });
  response.end(text);
}

/** True when the request was dealt with. */
function applyFault(response: ServerResponse, kind: ErrorKind, knobs: Readonly<Knobs>): boolean {
  if (kind === "timeout") return true;
  if (kind === "reset") {
    response.destroy();
    return true;
  }
  if (kind === "html") {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!doctype html><title>Sign in</title>");
    return true;
  }
  const fault = STATUS_FAULTS[kind];
  if (fault === undefined) return false;
  if (knobs.retryAfterSeconds !== null) {
    response.setHeader("retry-after", String(knobs.retryAfterSeconds));
  }
  sendJson(response, fault[0], JSON.stringify(toErrorBody(fault[1], null)));
  return true;
}

function damaged(result: Answer, knobs: Readonly<Knobs>, fault: ErrorKind | null): unknown {
  if (result.status !== 200) return result.body;
  let { body } = result;
  if (knobs.absurd) body = withAbsurdNumbers(body);
  if (knobs.numbersAsStrings) body = withNumbersAsStrings(body);
  return fault === "wrong-types" ? withWrongTypes(body) : body;
}

function route(standIn: StandIn, request: IncomingMessage, url: URL): Answer {
  standIn.notePage(url.pathname);
  return answer(request.method ?? "GET", request.headers, standIn.keys, {
    path: url.pathname,
    query: url.searchParams,
    world: standIn.world,
    leaderboards: standIn.leaderboards,
    traps: standIn.traps,
    nowMs: standIn.now(),
  });
}

async function serveApi(
  standIn: StandIn,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const finish = standIn.log.start(request.method ?? "GET", url);
  response.once("close", () => finish(response.writableFinished ? response.statusCode : null));
  const knobs = standIn.knobs.forPath(url.pathname);
  if (knobs.down) {
    response.destroy();
    return;
  }
  const fault = standIn.knobs.drawFault(knobs);
  const latencyMs = standIn.knobs.drawLatencyMs(knobs);
  if (latencyMs > 0) await sleep(latencyMs);
  if (fault !== null && applyFault(response, fault, knobs)) return;
  const result = route(standIn, request, url);
  const text = JSON.stringify(damaged(result, knobs, fault));
  if (fault === "truncate") sendTruncated(response, text);
  else sendJson(response, result.status, fault === "malformed" ? `${text.slice(0, -1)},[` : text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function serve(
  standIn: StandIn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://stand-in");
  response.setHeader("date", new Date(standIn.now()).toUTCString());
  const text = await readBody(request);
  if (!url.pathname.startsWith("/_control/")) return serveApi(standIn, request, response, url);
  const result = control(standIn, request.method ?? "GET", url, text);
  response.writeHead(result.status, { "content-type": "application/json" });
  response.end(JSON.stringify(result.body));
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("no port"));
      else resolve(address.port);
    });
  });
}

/** A stand-in of the analytics API with the same people as LiteLLM's. */
export async function startAnalytics(options: AnalyticsOptions = {}): Promise<RunningAnalytics> {
  const standIn = new StandIn(options);
  const server = createServer((request, response) => {
    serve(standIn, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, JSON.stringify(toErrorBody("Internal server error", null)));
    });
  });
  const host = options.host ?? "127.0.0.1";
  const port = await listen(server, options.port ?? 0, host);
  const url = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  return {
    url,
    port,
    keys: standIn.keys,
    control: new AnalyticsControl(url),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
