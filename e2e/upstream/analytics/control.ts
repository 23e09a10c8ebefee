import { z } from "zod";
import { knobsSchema } from "../litellm/knobs";
import type { Answer } from "./routes";
import type { StandIn } from "./stand-in";
import { trapsSchema } from "./traps";

/** What really happened, for tests that compare. */
function truth(standIn: StandIn, query: URLSearchParams) {
  const window = {
    fromMs: Date.parse(query.get("from") ?? ""),
    toMs: Date.parse(query.get("to") ?? ""),
  };
  const project = query.get("project");
  const email = query.get("email");
  let microUsd = 0;
  let tokens = 0;
  const people = new Set<number>();
  for (const burst of standIn.world.select(window)) {
    if (project !== null && standIn.world.projectName(burst) !== project) continue;
    if (email !== null && standIn.world.people[burst.person]?.email !== email) continue;
    people.add(burst.person);
    microUsd += burst.assistantMicroUsd + burst.workflowMicroUsd;
    microUsd += burst.datasourceMicroUsd + burst.cliMicroUsd;
    tokens += burst.inputTokens + burst.cacheReadTokens;
    tokens += burst.cacheCreationTokens + burst.outputTokens;
  }
  return { totalUsd: microUsd / 1e6, tokens, people: people.size };
}

function handle(standIn: StandIn, method: string, url: URL, body: unknown): unknown {
  switch (`${method} ${url.pathname}`) {
    case "GET /_control/state":
      return { now: new Date(standIn.now()).toISOString(), traps: standIn.traps };
    case "GET /_control/log":
      return standIn.log.report();
    case "GET /_control/truth":
      return truth(standIn, url.searchParams);
    case "POST /_control/knobs":
      standIn.knobs.set(knobsSchema.partial().parse(body));
      return standIn.knobs.current;
    case "POST /_control/traps":
      standIn.setTraps(trapsSchema.partial().parse(body));
      return standIn.traps;
    case "POST /_control/leaderboard":
      standIn.computeLeaderboard();
      return { ok: true };
    case "POST /_control/log/clear":
      standIn.log.clear();
      return { ok: true };
    case "POST /_control/reset":
      standIn.reset();
      return { ok: true };
    default:
      return undefined;
  }
}

/** The test side of the server; answers 400 with words when the order makes no sense. */
export function control(standIn: StandIn, method: string, url: URL, text: string): Answer {
  try {
    const body = handle(standIn, method, url, text === "" ? {} : JSON.parse(text));
    if (body === undefined) return { status: 404, body: { error: "no such control" } };
    return { status: 200, body };
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return { status: 400, body: { error: message } };
  }
}
