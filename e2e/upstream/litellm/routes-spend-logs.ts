import { sliceUsd } from "./cost";
import { DAY_MS, dayNumberOf } from "./days";
import { proxyException } from "./errors";
import type { Slice } from "./model";
import { parseWhole } from "./query";
import type { RouteContext } from "./route-context";
import { requestIdOf, tagsOf } from "./rows";
import { slicesOf } from "./visible";

const CAP = 10_000;
const MOMENT = /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/;

interface LoggedCall {
  id: string;
  slice: Slice;
  startMs: number;
}

function parseMoment(context: RouteContext, name: string): number {
  const text = context.query.get(name) ?? "";
  if (text === "") {
    throw proxyException(400, "Start date and end date are required", "bad_request");
  }
  if (!MOMENT.test(text)) throw proxyException(400, `Invalid date format: ${text}`, "bad_request");
  return Date.parse(`${text.replace(" ", "T")}${text.includes(" ") ? "" : "T00:00:00"}Z`);
}

/** The calls of a slice, spread over its day up to the present. */
function callsOf(slice: Slice, nowMs: number): LoggedCall[] {
  const { fact, teamId, counts } = slice;
  const dayMs = fact.day * DAY_MS;
  const spanMs = Math.min(DAY_MS, nowMs - dayMs);
  return Array.from({ length: counts.requests }, (_, index) => ({
    id: `${requestIdOf(fact)}-${teamId ?? "none"}-${index}`,
    slice,
    startMs: dayMs + Math.floor((spanMs * (index + 0.5)) / counts.requests),
  }));
}

function listCalls(context: RouteContext): LoggedCall[] {
  const { store, query, caller } = context;
  const [fromMs, toMs] = [parseMoment(context, "start_date"), parseMoment(context, "end_date")];
  const atMs = store.clock.writtenUntilMs();
  const token = query.get("api_key");
  const teamId = query.get("team_id");
  const user = caller.role === "internal_user" ? caller.userId : query.get("user_id");
  const calls: LoggedCall[] = [];
  for (
    let day = Math.max(dayNumberOf(fromMs), store.firstDay);
    day <= dayNumberOf(toMs);
    day += 1
  ) {
    const keys = store.keysWithUsageIn(null).filter((key) => token === null || key.token === token);
    const added = store.addedOn(day).filter(({ key }) => token === null || key.token === token);
    const facts = [...added, ...keys.flatMap((key) => store.factsOf(key, day))];
    for (const slice of facts.flatMap((fact) => slicesOf(fact, atMs))) {
      if (teamId !== null && slice.teamId !== teamId) continue;
      if (user !== null && slice.fact.key.userId !== user) continue;
      calls.push(...callsOf(slice, store.clock.nowMs()));
    }
  }
  const inRange = calls.filter(({ startMs }) => startMs >= fromMs && startMs <= toMs);
  const sign = query.get("sort_order") === "asc" ? 1 : -1;
  return inRange.sort((a, b) => sign * (a.startMs - b.startMs || a.id.localeCompare(b.id)));
}

function toRow({ id, slice, startMs }: LoggedCall, keepsChannelTags: boolean): unknown {
  const { fact, teamId, counts } = slice;
  const at = new Date(startMs).toISOString();
  return {
    request_id: id,
    call_type: "acompletion",
    api_key: fact.key.token,
    spend: sliceUsd(slice) / counts.requests,
    startTime: at,
    endTime: at,
    model: fact.model.model,
    model_group: fact.model.group,
    custom_llm_provider: fact.model.provider,
    user: fact.key.userId,
    team_id: teamId,
    request_tags: tagsOf(fact, keepsChannelTags),
    // A proxy that stores prompts sends them here.
    messages: { content: "the words of a customer" },
    response: { content: "the words of a model" },
    status: "success",
  };
}

/** One row a call. The total is exact and dear before 1.93, and ends at 10,000 from then on. */
export function listSpendLogs(context: RouteContext): unknown {
  const { query, features, keepsChannelTags } = context;
  const max = features.capsSpendLogs ? 1000 : 100;
  const page = parseWhole(query, "page", 1, { min: 1 });
  const pageSize = parseWhole(query, "page_size", 50, { min: 1, max });
  const calls = listCalls(context);
  const total = features.capsSpendLogs ? Math.min(CAP, calls.length) : calls.length;
  const rows = calls.slice((page - 1) * pageSize, page * pageSize);
  return {
    data: rows.map((call) => toRow(call, keepsChannelTags)),
    total,
    page,
    page_size: pageSize,
    total_pages: Math.ceil(total / pageSize),
    ...(features.capsSpendLogs ? { total_is_capped: calls.length > CAP } : {}),
  };
}
