import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { text as readText } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { withAbsurdNumbers, withNumbersAsStrings, withWrongTypes } from "./litellm/damage";
import type { ErrorKind, KnobBoard, Knobs } from "./litellm/knobs";
import type { RequestLog } from "./litellm/request-log";

export interface Asked {
  method: string;
  headers: IncomingHttpHeaders;
  url: URL;
  /** The body as it was sent, and what it says; undefined for none and for one that is no JSON. */
  text: string;
  body: unknown;
}

export interface Answered {
  status: number;
  body: unknown;
}

/** How one service looks from outside: its answers, and its failures in its own words. */
export interface StandInService {
  knobs: KnobBoard;
  log: RequestLog;
  nowMs: () => number;
  answer: (asked: Asked, knobs: Readonly<Knobs>) => Answered;
  /** Takes the orders of tests, under `/_control/`. */
  control: (asked: Asked) => Answered | Promise<Answered>;
  /** Every header but the content type. */
  toHeaders: (status: number, text: string) => Readonly<Record<string, string>>;
  faults: Partial<Record<ErrorKind, Answered>>;
  /** What stands in front of it and answers in its place. */
  gateway: { status: number; page: string };
  failure: unknown;
}

export interface StandInAddress {
  port?: number;
  host?: string;
}

export interface RunningStandIn {
  url: string;
  port: number;
  close(): Promise<void>;
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sendJson(
  service: StandInService,
  response: ServerResponse,
  status: number,
  text: string,
): void {
  const headers = { "content-type": "application/json", ...service.toHeaders(status, text) };
  response.writeHead(status, headers).end(text);
}

/** Promises the whole length, sends half, cuts the line. */
function sendTruncated(response: ServerResponse, text: string): void {
  const bytes = Buffer.from(text);
  response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

/** Faults that need no answer from the routes. True when the request was dealt with. */
function applyFault(
  service: StandInService,
  response: ServerResponse,
  kind: ErrorKind,
  knobs: Readonly<Knobs>,
): boolean {
  if (kind === "timeout") return true;
  if (kind === "reset") {
    response.destroy();
    return true;
  }
  if (knobs.retryAfterSeconds !== null) {
    response.setHeader("retry-after", String(knobs.retryAfterSeconds));
  }
  if (kind === "html") {
    const { status, page } = service.gateway;
    response.writeHead(status, { "content-type": "text/html" }).end(page);
    return true;
  }
  const fault = service.faults[kind];
  if (fault === undefined) return false;
  sendJson(service, response, fault.status, JSON.stringify(fault.body));
  return true;
}

function toDamaged(answered: Answered, knobs: Readonly<Knobs>, fault: ErrorKind | null): unknown {
  let { body } = answered;
  if (answered.status !== 200) return body;
  if (knobs.absurd) body = withAbsurdNumbers(body);
  if (knobs.numbersAsStrings) body = withNumbersAsStrings(body);
  return fault === "wrong-types" ? withWrongTypes(body) : body;
}

async function serveApi(
  service: StandInService,
  response: ServerResponse,
  asked: Asked,
): Promise<void> {
  const finish = service.log.start(asked.method, asked.url, asked.body);
  response.once("close", () => finish(response.writableFinished ? response.statusCode : null));
  const knobs = service.knobs.forPath(asked.url.pathname);
  if (knobs.down) {
    response.destroy();
    return;
  }
  const fault = service.knobs.drawFault(knobs);
  const latencyMs = service.knobs.drawLatencyMs(knobs);
  if (latencyMs > 0) await sleep(latencyMs);
  if (fault !== null && applyFault(service, response, fault, knobs)) return;
  const answered = service.answer(asked, knobs);
  const text = JSON.stringify(toDamaged(answered, knobs, fault));
  await service.knobs.hold(knobs);
  if (fault === "truncate") sendTruncated(response, text);
  else {
    const sent = fault === "malformed" ? `${text.slice(0, -1)},"results":[{]` : text;
    sendJson(service, response, answered.status, sent);
  }
}

async function serve(
  service: StandInService,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://stand-in");
  const dateMs = service.nowMs() + service.knobs.current.dateOffsetMs;
  response.setHeader("date", new Date(dateMs).toUTCString());
  const text = await readText(request);
  const { method = "GET", headers } = request;
  const asked = { method, headers, url, text, body: parseJson(text) };
  if (!url.pathname.startsWith("/_control/")) return serveApi(service, response, asked);
  const { status, body } = await service.control(asked);
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
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

/** Serves a stand-in on a port of its own (0 or none: any free one), with the knobs that make it fail. */
export async function serveStandIn(
  service: StandInService,
  { host = "127.0.0.1", port: wantedPort = 0 }: StandInAddress,
): Promise<RunningStandIn> {
  const server = createServer((request, response) => {
    serve(service, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else sendJson(service, response, 500, JSON.stringify(service.failure));
    });
  });
  const port = await listen(server, wantedPort, host);
  return {
    url: `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
