import "server-only";
import type { QueryKey } from "@tanstack/react-query";
import type { NextRequest } from "next/server";
import type { z } from "zod";
import type { RouteScope } from "@/lib/auth/guards";
import type { Viewer } from "@/lib/auth/policy";
import type { PathParams, Question, Read } from "@/lib/query/read";
import type { ApiAnswer } from "./api-client";
import { answerPanel, toApiAnswer, type Panel, type PanelForms } from "./panel";
import { defineRoute, parseInput, toJsonResponse, toQueryRecord } from "./route";

/** One question of a page, not asked yet. */
export interface Ask {
  queryKey: QueryKey;
  /** The answer as the browser would get it over HTTP. */
  answer: (viewer: Viewer) => Promise<ApiAnswer<unknown>>;
}

interface Serving<Query> {
  query?: z.ZodType<Query>;
  /** What an API token needs to ask; `usage:read` where nothing is said. */
  scope?: RouteScope;
}

type Answerer<Path extends string, Query, Answer> = (
  viewer: Viewer,
  params: PathParams<Path>,
  query: Query,
) => Promise<Answer>;

interface PanelServing<Path extends string, Data, Query> extends Serving<Query>, PanelForms<Data> {
  open: Answerer<Path, Query, Panel<Data>>;
}

interface PlainServing<Path extends string, Data, Query> extends Serving<Query> {
  load: Answerer<Path, Query, Data>;
}

/** What a route and a page need of a question: the handler of its GET, and the way to ask it on the server. */
interface ServedRead<Input> {
  GET: (request: NextRequest, context: { params: Promise<unknown> }) => Promise<Response>;
  ask: (input: Input) => Ask;
}

/** Reads the address as the route would, so that a page and its endpoint cannot differ. */
function serve<Path extends string, Input extends Question, Data, Query, Answer>(
  read: Read<Path, Input, Data>,
  serving: Serving<Query>,
  find: Answerer<Path, Query, Answer>,
  toResponse: (request: NextRequest, viewer: Viewer, answer: Answer) => Promise<Response>,
  toAnswer: (viewer: Viewer, answer: Answer, url: URL) => Promise<ApiAnswer<Data>>,
): ServedRead<Input> {
  const { query: querySchema, scope } = serving;
  return {
    GET: defineRoute({
      scope,
      query: querySchema,
      handle: async ({ viewer, params, query, request }) =>
        toResponse(request, viewer, await find(viewer, params as PathParams<Path>, query)),
    }),
    ask: (input) => ({
      queryKey: read.toKey(input),
      answer: async (viewer) => {
        const url = new URL(read.toPath(input), "http://portal");
        const query = parseInput(querySchema, toQueryRecord(url.searchParams));
        return toAnswer(viewer, await find(viewer, read.toParams(input), query), url);
      },
    }),
  };
}

/** Serves a question whose answer has an age: JSON, and CSV or text where that is given. */
export function serveRead<Path extends string, Input extends Question, Data, Query = unknown>(
  read: Read<Path, Input, Data>,
  { open, ...serving }: PanelServing<Path, Data, Query>,
): ServedRead<Input> {
  const toResponse = (request: NextRequest, viewer: Viewer, panel: Panel<Data>) =>
    answerPanel(request, viewer, panel, serving);
  return serve(read, serving, open, toResponse, toApiAnswer);
}

/** Serves a question whose answer is of this moment: progress, lists of what the portal itself keeps. */
export function servePlainRead<Path extends string, Input extends Question, Data, Query = unknown>(
  read: Read<Path, Input, Data>,
  { load, ...serving }: PlainServing<Path, Data, Query>,
): ServedRead<Input> {
  const toResponse = (_: NextRequest, __: Viewer, data: Data) =>
    Promise.resolve(toJsonResponse(data));
  const toAnswer = (_: Viewer, data: Data): Promise<ApiAnswer<Data>> =>
    Promise.resolve({
      data,
      bound: null,
      snapshot: { asOf: null, state: "fresh", version: null, reason: null },
    });
  return serve(read, serving, load, toResponse, toAnswer);
}
