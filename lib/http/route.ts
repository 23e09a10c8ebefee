import "server-only";
import type { NextRequest } from "next/server";
import type { z } from "zod";
import { answerOnce } from "@/lib/access/answer-once";
import { isReadingRequest, requireRequestViewer, type RouteScope } from "@/lib/auth/guards";
import { canChangeAnything, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { createLogger } from "@/lib/logger";
import { readBytes, readJson } from "./body";
import { toProblemResponse } from "./problem";
import { checkStorable } from "./storable";

interface RouteInput<P, Q, B> {
  viewer: Viewer;
  params: P;
  query: Q;
  body: B;
  request: NextRequest;
}

/** The types of what the handler gets are those of the schemas; nothing is promised where there is none. */
interface RouteDefinition<P, Q, B> {
  /** The dynamic segments; one that breaks its rule names nothing: 404. */
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** The body is a file of at most so many bytes: `body` is a Uint8Array. */
  maxFileBytes?: number;
  /** It changes the viewer's own things only, or nothing; so auditors may call it with any method. */
  isOwn?: boolean;
  /** What an API token needs here. Reads need `usage:read` and writes a session where nothing is said. */
  scope?: RouteScope;
  handle: (input: RouteInput<P, Q, B>) => Promise<Response>;
}

/** One value for a name that is given once, a list for one that is repeated. */
export function toQueryRecord(search: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(search.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = search.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

/** @throws {AppError} bad_request with each field and the rule it broke */
export function parseInput<T>(schema: z.ZodType<T> | undefined, input: unknown): T {
  if (schema === undefined) return input as T;
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({
    field: issue.path.join("."),
    rule: issue.message,
  }));
  const words = issues.map((issue) => `${issue.field} ${issue.rule}`.trim()).join("; ");
  throw new AppError("bad_request", `${words}.`, { issues });
}

/** @throws {AppError} not_found for an address that can name nothing */
function parseParams<T>(schema: z.ZodType<T> | undefined, params: unknown): T {
  if (schema === undefined) return params as T;
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw new AppError("not_found", "There is nothing at this address.");
  return parsed.data;
}

function toScope(request: NextRequest, scope: RouteScope | undefined): RouteScope {
  return scope ?? (isReadingRequest(request) ? "usage:read" : "session-only");
}

/** @throws {AppError} forbidden where an auditor would change something */
function checkMayChange(request: NextRequest, viewer: Viewer): void {
  if (!isReadingRequest(request) && !canChangeAnything(viewer)) {
    throw new AppError("forbidden", "Auditors read everything and change nothing.");
  }
}

async function readBody(request: NextRequest, maxFileBytes?: number): Promise<unknown> {
  if (isReadingRequest(request)) return undefined;
  return maxFileBytes === undefined ? readJson(request) : readBytes(request, maxFileBytes);
}

/**
 * A route under /api/portal: only for who has a session or an API token, input checked, every error a problem document.
 * The handler does one call and answers.
 */
export function defineRoute<P = unknown, Q = unknown, B = unknown>(
  definition: RouteDefinition<P, Q, B>,
) {
  const { params: paramsSchema, query: querySchema, body: bodySchema } = definition;
  return async (request: NextRequest, context: { params: Promise<unknown> }): Promise<Response> => {
    try {
      const viewer = await requireRequestViewer(request, toScope(request, definition.scope));
      if (!definition.isOwn) checkMayChange(request, viewer);
      const segments = await context.params;
      const search = toQueryRecord(request.nextUrl.searchParams);
      checkStorable([segments, search]);
      const params = parseParams(paramsSchema, segments);
      const query = parseInput(querySchema, search);
      const body = parseInput(bodySchema, await readBody(request, definition.maxFileBytes));
      const handle = () => definition.handle({ viewer, params, query, body, request });
      if (request.method !== "POST") return await handle();
      const key = request.headers.get("idempotency-key");
      return await answerOnce(viewer, { key, path: request.nextUrl.pathname, body }, handle);
    } catch (error) {
      if (!(error instanceof AppError)) {
        createLogger("http").error(
          { err: error, path: request.nextUrl.pathname },
          "request failed",
        );
      }
      return toProblemResponse(error);
    }
  };
}

/** JSON that has no snapshot: progress, lists of runs. */
export function toJsonResponse(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
}

interface DeleteDefinition<P> extends Pick<
  RouteDefinition<P, unknown, unknown>,
  "isOwn" | "scope"
> {
  params: z.ZodType<P>;
  remove: (viewer: Viewer, params: P) => Promise<void>;
}

/** The one way to delete: DELETE of the thing's own address, answered without a body. */
export function defineDelete<P>({ remove, ...definition }: DeleteDefinition<P>) {
  return defineRoute({
    ...definition,
    handle: async ({ viewer, params }) => {
      await remove(viewer, params);
      return new Response(null, { status: 204 });
    },
  });
}
