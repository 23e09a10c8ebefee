import { createHash } from "node:crypto";
import { serveStandIn, type Answered, type Asked, type RunningStandIn } from "../serve-stand-in";
import { toErrorBody } from "./answers";
import { control } from "./control";
import { AnalyticsControl } from "./control-client";
import { answer, type Answer, type Keys } from "./routes";
import { StandIn, type AnalyticsOptions } from "./stand-in";

export interface RunningAnalytics extends RunningStandIn {
  keys: Keys;
  control: AnalyticsControl;
}

const toFault = (status: number, message: string): Answered => ({
  status,
  body: toErrorBody(message, null),
});

const FAULTS = {
  "401": toFault(401, "Authentication failed"),
  "429": toFault(429, "Too many requests"),
  "500": toFault(500, "Internal server error"),
  "502": toFault(502, "Bad gateway"),
  "503": toFault(503, "Analytics query failed"),
  "504": toFault(504, "Gateway timeout"),
};

/** As the real one sends them with every good answer, though each is somebody's own. */
function toHeaders(status: number, text: string): Record<string, string> {
  if (status !== 200) return {};
  const etag = createHash("sha256").update(text).digest("hex");
  return { "cache-control": "public, max-age=300", etag: `"${etag}"` };
}

function route(standIn: StandIn, { method, headers, url }: Asked): Answer {
  standIn.notePage(url.pathname);
  return answer(method, headers, standIn.keys, {
    path: url.pathname,
    query: url.searchParams,
    world: standIn.world,
    leaderboards: standIn.leaderboards,
    traps: standIn.traps,
    nowMs: standIn.now(),
  });
}

/** A stand-in of the analytics API with the same people as LiteLLM's. */
export async function startAnalytics(options: AnalyticsOptions = {}): Promise<RunningAnalytics> {
  const standIn = new StandIn(options);
  const running = await serveStandIn(
    {
      knobs: standIn.knobs,
      log: standIn.log,
      nowMs: standIn.now,
      answer: (asked) => route(standIn, asked),
      control: ({ method, url, text }) => control(standIn, method, url, text),
      toHeaders,
      faults: FAULTS,
      gateway: { status: 200, page: "<!doctype html><title>Sign in</title>" },
      failure: FAULTS["500"].body,
    },
    options,
  );
  return { ...running, keys: standIn.keys, control: new AnalyticsControl(running.url) };
}
