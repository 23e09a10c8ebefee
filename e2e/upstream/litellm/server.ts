import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { LiteLLMControl } from "./control-client";
import { control } from "./control";
import { withAbsurdNumbers, withContentOf, withNumbersAsStrings, withWrongTypes } from "./damage";
import { insertDriftRow } from "./drift";
import { applyFault, sendTruncated } from "./faults";
import type { ErrorKind, Knobs } from "./knobs";
import { answer, type Answer } from "./routes";
import { StandIn, type LiteLLMOptions } from "./stand-in";
import type { AccessKeys } from "./auth";

export type { LiteLLMOptions } from "./stand-in";

export interface RunningLiteLLM {
  url: string;
  port: number;
  keys: AccessKeys;
  control: LiteLLMControl;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** Undefined for no body and for one that is no JSON: the routes then miss their fields. */
function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function routeAnswer(
  standIn: StandIn,
  request: IncomingMessage,
  url: URL,
  knobs: Readonly<Knobs>,
  text: string,
): Answer {
  const { store, customers, features, version, keepsChannelTags, keys } = standIn;
  return answer(request.method ?? "GET", request.headers, keys, {
    path: url.pathname,
    query: url.searchParams,
    body: parseJson(text),
    store,
    customers,
    features,
    version,
    keepsChannelTags,
    isDatabaseDown: knobs.databaseDown,
  });
}

function pagedAnswer(
  standIn: StandIn,
  request: IncomingMessage,
  url: URL,
  knobs: Readonly<Knobs>,
  text: string,
): Answer {
  const isLaterPage = Number(url.searchParams.get("page") ?? 1) > 1;
  const isActivity = url.pathname.endsWith("/daily/activity");
  if (isLaterPage && isActivity && standIn.knobs.takeDrift(knobs)) {
    insertDriftRow(standIn.store, url.searchParams);
  }
  const result = routeAnswer(standIn, request, url, knobs, text);
  if (!isLaterPage || !knobs.duplicatePage || result.status !== 200) return result;
  const firstPage = new URL(url);
  firstPage.searchParams.set("page", "1");
  const first = routeAnswer(standIn, request, firstPage, knobs, text);
  return { status: 200, body: withContentOf(result.body, first.body) };
}

function damaged(result: Answer, knobs: Readonly<Knobs>, fault: ErrorKind | null): unknown {
  if (result.status !== 200) return result.body;
  let { body } = result;
  if (knobs.absurd) body = withAbsurdNumbers(body);
  if (knobs.numbersAsStrings) body = withNumbersAsStrings(body);
  return fault === "wrong-types" ? withWrongTypes(body) : body;
}

async function serveProxy(
  standIn: StandIn,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  sent: string,
): Promise<void> {
  const finish = standIn.log.start(request.method ?? "GET", url, parseJson(sent));
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
  const result = pagedAnswer(standIn, request, url, knobs, sent);
  const text = JSON.stringify(damaged(result, knobs, fault));
  if (fault === "truncate") {
    sendTruncated(response, text);
    return;
  }
  response.writeHead(result.status, { "content-type": "application/json" });
  response.end(fault === "malformed" ? `${text.slice(0, -1)},"results":[{]` : text);
}

async function serve(
  standIn: StandIn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://stand-in");
  response.setHeader("date", new Date(standIn.clock.nowMs()).toUTCString());
  response.setHeader("server", "uvicorn");
  const text = await readBody(request);
  if (!url.pathname.startsWith("/_control/"))
    return serveProxy(standIn, request, response, url, text);
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

export async function startLiteLLM(options: LiteLLMOptions = {}): Promise<RunningLiteLLM> {
  const standIn = new StandIn(options);
  const server = createServer((request, response) => {
    serve(standIn, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else
        response.writeHead(500, { "content-type": "application/json" }).end(
          JSON.stringify({
            error: { message: "Internal server error", type: "internal_server_error" },
          }),
        );
    });
  });
  const host = options.host ?? "127.0.0.1";
  const port = await listen(server, options.port ?? 0, host);
  const url = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  return {
    url,
    port,
    keys: standIn.keys,
    control: new LiteLLMControl(url),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
