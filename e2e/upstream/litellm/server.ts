import { serveStandIn, type Asked, type RunningStandIn } from "../serve-stand-in";
import type { AccessKeys } from "./auth";
import { control } from "./control";
import { LiteLLMControl } from "./control-client";
import { withContentOf } from "./damage";
import { insertDriftRow } from "./drift";
import { FAILURE, FAULTS, GATEWAY } from "./gateway";
import type { Knobs } from "./knobs";
import { answer, type Answer } from "./routes";
import { StandIn, type LiteLLMOptions } from "./stand-in";

export interface RunningLiteLLM extends RunningStandIn {
  keys: AccessKeys;
  control: LiteLLMControl;
}

function routeAnswer(standIn: StandIn, asked: Asked, url: URL, knobs: Readonly<Knobs>): Answer {
  const { store, customers, features, version, keepsChannelTags, keys } = standIn;
  return answer(asked.method, asked.headers, keys, {
    path: url.pathname,
    query: url.searchParams,
    body: asked.body,
    store,
    customers,
    features,
    version,
    keepsChannelTags,
    isDatabaseDown: knobs.databaseDown,
  });
}

/** Later pages may move, or repeat the first. */
function pagedAnswer(standIn: StandIn, asked: Asked, knobs: Readonly<Knobs>): Answer {
  const { url } = asked;
  const isLaterPage = Number(url.searchParams.get("page") ?? 1) > 1;
  const isActivity = url.pathname.endsWith("/daily/activity");
  if (isLaterPage && isActivity && standIn.knobs.takeDrift(knobs)) {
    insertDriftRow(standIn.store, url.searchParams);
  }
  const result = routeAnswer(standIn, asked, url, knobs);
  if (!isLaterPage || !knobs.duplicatePage || result.status !== 200) return result;
  const firstPage = new URL(url);
  firstPage.searchParams.set("page", "1");
  const first = routeAnswer(standIn, asked, firstPage, knobs);
  return { status: 200, body: withContentOf(result.body, first.body) };
}

/** A stand-in of LiteLLM that speaks its HTTP. */
export async function startLiteLLM(options: LiteLLMOptions = {}): Promise<RunningLiteLLM> {
  const standIn = new StandIn(options);
  const running = await serveStandIn(
    {
      knobs: standIn.knobs,
      log: standIn.log,
      nowMs: () => standIn.clock.nowMs(),
      answer: (asked, knobs) => pagedAnswer(standIn, asked, knobs),
      control: ({ method, url, text }) => control(standIn, method, url, text),
      toHeaders: () => ({ server: "uvicorn" }),
      faults: FAULTS,
      gateway: GATEWAY,
      failure: FAILURE,
    },
    options,
  );
  return { ...running, keys: standIn.keys, control: new LiteLLMControl(running.url) };
}
