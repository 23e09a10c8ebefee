import { z } from "zod";
import { dayNumberOf, dayOf, parseDay } from "./days";
import { knobsSchema } from "./knobs";
import { mutate, mutationSchema } from "./mutations";
import type { Answer } from "./routes";
import type { StandIn } from "./stand-in";
import { truthOf } from "./truth";

const settingsSchema = z.strictObject({
  version: z.string().optional(),
  allowClientTags: z.boolean().optional(),
});

function truth(standIn: StandIn, query: URLSearchParams): unknown {
  const today = dayOf(dayNumberOf(standIn.clock.nowMs()));
  const fromDay = parseDay(query.get("start_date") ?? today);
  const toDay = parseDay(query.get("end_date") ?? today);
  return truthOf(standIn.store, { teamId: query.get("team_id"), fromDay, toDay });
}

function state(standIn: StandIn): unknown {
  const { store, clock, version, allowsClientTags } = standIn;
  return {
    version,
    allowClientTags: allowsClientTags,
    now: new Date(clock.nowMs()).toISOString(),
    firstDay: dayOf(store.firstDay),
    tenants: store.tenants.map((tenant) => ({
      teamId: tenant.teamId,
      alias: tenant.alias,
      organizationId: tenant.organizationId,
      role: tenant.role,
    })),
  };
}

function post(standIn: StandIn, path: string, body: unknown): unknown {
  switch (path) {
    case "/_control/knobs":
      standIn.knobs.set(knobsSchema.partial().parse(body));
      return standIn.knobs.current;
    case "/_control/reset":
      standIn.reset();
      return { ok: true };
    case "/_control/mutate":
      mutate(standIn.store, standIn.customers, mutationSchema.parse(body));
      return { ok: true, revision: standIn.store.revision };
    case "/_control/log/clear":
      standIn.log.clear();
      return { ok: true };
    case "/_control/settings": {
      const settings = settingsSchema.parse(body);
      standIn.version = settings.version ?? standIn.version;
      standIn.allowsClientTags = settings.allowClientTags ?? standIn.allowsClientTags;
      return state(standIn);
    }
    default:
      return undefined;
  }
}

async function get(standIn: StandIn, path: string, query: URLSearchParams): Promise<unknown> {
  switch (path) {
    case "/_control/held":
      await standIn.knobs.untilHeld(Number(query.get("count") ?? 1));
      return { ok: true };
    case "/_control/knobs":
      return standIn.knobs.current;
    case "/_control/log":
      return standIn.log.report();
    case "/_control/truth":
      return truth(standIn, query);
    case "/_control/state":
      return state(standIn);
    default:
      return undefined;
  }
}

/** The test side of the server; answers 400 with words when the order makes no sense. */
export async function control(
  standIn: StandIn,
  method: string,
  url: URL,
  text: string,
): Promise<Answer> {
  try {
    const input: unknown = text === "" ? {} : JSON.parse(text);
    const body =
      method === "POST"
        ? post(standIn, url.pathname, input)
        : await get(standIn, url.pathname, url.searchParams);
    if (body === undefined) return { status: 404, body: { error: "no such control" } };
    return { status: 200, body };
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return { status: 400, body: { error: message } };
  }
}
