import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { NextRequest } from "next/server";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { listAppRoutes, METHODS, type Method } from "@/e2e/route-inventory";
import { backUpDatabase, restoreDatabase } from "@/lib/db/backup";
import { shareDatabase } from "@/lib/db/client";
import { getAuthSecret } from "@/lib/env";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import {
  adminViewer,
  insertAccount,
  insertCodingSession,
  insertTenant,
} from "@/lib/testing/factories";
import { insertBoard } from "@/lib/testing/insight-factories";
import { makeAccounts, makeActors, ROLES, type Actor } from "./actors";
import { ENDPOINTS, type Rule } from "./rules";
import { makeSubjects, SUBJECTS, type Ids, type Subject, type Subjects } from "./subjects";

/** What asks for no viewer: the signing in itself, and whether the process lives. */
const OPEN = ["/api/auth/[...nextauth]", "/api/health/live", "/api/health/ready"];

type Handler = (
  request: NextRequest,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

let database: TestDatabase;
let db: pg.Client;
let actors: Actor[];
let subjects: Subjects;

beforeAll(async () => {
  database = await createTestDatabase();
  db = new pg.Client({ connectionString: database.url });
  await db.connect();
  await insertAccount(database.db, "platform_admin", adminViewer.email);
  for (const id of ["own", "other"]) await insertTenant(database.db, id);
  await insertBoard(database.db, { people: 12, projects: { atlas: [0], cedar: [1] } });
  for (const tenantId of ["own", "other"]) {
    await insertCodingSession(database.db, tenantId, "access-test");
  }
  // A worker has been there.
  await db.query(`CREATE SCHEMA pgboss`);
  await db.query(`CREATE TABLE pgboss.job (id uuid, name text, singleton_key text, state text)`);
  const accounts = await makeAccounts(db, "own");
  actors = await makeActors(getAuthSecret(), db, accounts);
  subjects = await makeSubjects(db, accounts, { own: "own", other: "other" });
});

afterAll(async () => {
  await db.end();
  await database.drop();
});

const toColumns = (answers: string) =>
  answers.split("|").map((column) => column.trim().split(" ").map(Number));

/** One status; the first guard that refuses decides. */
function toExpected(rule: Rule, actor: Actor, subject: Subject): number | undefined {
  const columns = toColumns(rule.answers);
  if (columns.length === 1) return columns[0]?.[0];
  if (actor.role === null) return 401;
  if (rule.isForTokensOnly && actor.scopes === null) return 401;
  const isOpen = actor.scopes === null || rule.scopes?.every((one) => actor.scopes?.includes(one));
  if (!isOpen) return 403;
  const column = columns[ROLES.indexOf(actor.role)] ?? [];
  return column.length === 1 ? column[0] : column[SUBJECTS.indexOf(subject)];
}

/** The values of the address's segments, by name. */
function toParams(route: string, ids: Ids): Record<string, string> {
  const values: Record<string, string> = {
    ...ids,
    ...{ kind: "tenant", entityId: ids.tenantId },
    ...{ harness: "codex", sessionId: "access-test" },
    ...(route.includes("[cohortId]") ? { personId: ids.memberId } : {}),
  };
  const names = [...route.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
  return Object.fromEntries(
    names.map((name) => {
      const value = values[name];
      if (value === undefined)
        throw new Error(`Give [${name}] of ${route} a value in subjects.ts.`);
      return [name, value];
    }),
  );
}

/** As if a worker were at it: whoever asks for a reading joins that one. Ended sessions are given back. */
async function whileReading<T>(rule: Rule, ids: Ids, askNow: () => Promise<T>): Promise<T> {
  if (rule.joins) {
    await db.query(
      `INSERT INTO sync_run (id, job, scope, trigger, worker_id, started_at, heartbeat_at)
       VALUES (gen_random_uuid(), $1, $2, 'manual', 'access test', now(), now())`,
      [rule.joins.job, rule.joins.toScope(ids)],
    );
  }
  const answer = await askNow();
  if (rule.endsSessions) await db.query(`UPDATE "user" SET session_version = 1`);
  return answer;
}

async function ask(
  [route, method, rule]: readonly [string, Method, Rule],
  handler: Handler,
  actor: Actor,
  subject: Subject,
) {
  const ids = subjects[actor.role ?? "admin"][subject];
  const params = toParams(route, { ...ids, ...rule.segments?.(ids) });
  const path = route.replace(/\[(\w+)\]/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const url = `http://localhost:3000${path}${rule.query ? `?${rule.query(ids)}` : ""}`;
  const body = rule.body?.(ids);
  const request = new NextRequest(url, {
    ...{ method, headers: actor.headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const answer = await whileReading(rule, ids, () =>
    handler(request, { params: Promise.resolve(params) }),
  );
  return {
    asked: `${method} ${route} as ${actor.name}, ${subject}`,
    expected: toExpected(rule, actor, subject),
    status: answer.status,
    challenge: answer.headers.get("www-authenticate"),
    text: await answer.text(),
  };
}

function* listQuestions(rule: Rule): Generator<[Actor, Subject]> {
  const hasSubjects = toColumns(rule.answers).some((column) => column.length > 1);
  for (const actor of actors) {
    const asked = hasSubjects && actor.role !== null ? SUBJECTS : (["own"] as const);
    for (const subject of asked) yield [actor, subject];
  }
}

it("every method of every endpoint is in the table", async () => {
  const routes = (await listAppRoutes()).filter(
    ({ kind, path }) => kind === "api" && !OPEN.includes(path),
  );
  const there = routes.flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
  const told = Object.entries(ENDPOINTS).flatMap(([path, rules]) =>
    METHODS.filter((method) => rules[method]).map((method) => `${method} ${path}`),
  );
  const missing = there.filter((one) => !told.includes(one));
  const gone = told.filter((one) => !there.includes(one));
  expect([
    ...missing.map((one) => `Add ${one} to rules.ts: who gets which answer?`),
    ...gone.map((one) => `Take ${one} out of rules.ts: the code has it no more.`),
  ]).toEqual([]);
});

it.each(
  Object.entries(ENDPOINTS).flatMap(([route, rules]) =>
    METHODS.flatMap((method) => (rules[method] ? [[method, route, rules[method]] as const] : [])),
  ),
)("%s %s as everybody", async (method, route, rule) => {
  const code = (await import(/* @vite-ignore */ `@/app${route}/route`)) as Record<Method, Handler>;
  const wrong: string[] = [];
  const hidden = new Set<string>();
  for (const [actor, subject] of listQuestions(rule)) {
    const answer = await ask([route, method, rule], code[method], actor, subject);
    const { asked, expected, status, challenge, text } = answer;
    if (status !== expected) wrong.push(`${asked}: ${status}, not ${expected}: ${text}`);
    if (status === 401 && !challenge?.includes("Bearer")) wrong.push(`${asked}: no challenge`);
    if (status === 404) hidden.add(text);
  }
  expect(wrong).toEqual([]);
  // What is hidden and what does not exist must not be told apart.
  expect(hidden.size).toBeLessThanOrEqual(1);
});

it("text that the database cannot keep is refused with words, wherever it is sent", async () => {
  const admin = actors.find(({ name }) => name === "admin");
  const wrong: string[] = [];
  const send = async (route: string, method: Method, search: string, body?: string) => {
    const code = (await import(/* @vite-ignore */ `@/app${route}/route`)) as Record<
      Method,
      Handler
    >;
    const url = `http://localhost:3000${route.replace(/[[\]]/g, "")}${search}`;
    const request = new NextRequest(url, { method, headers: admin?.headers, body });
    const params = Promise.resolve(toParams(route, subjects.admin.own));
    const answer = await code[method](request, { params });
    const { detail } = (await answer.json()) as { detail?: string };
    const isRefused = answer.status === 400 && detail?.includes("zero bytes");
    if (!isRefused) wrong.push(`${method} ${route}: ${answer.status} ${detail}`);
  };
  for (const [route, { GET: read, POST: write }] of Object.entries(ENDPOINTS)) {
    if (read) await send(route, "GET", "?q=a%00b");
    // An upload is a file, and read in another process; telemetry is taken without such text.
    const isJson = !route.endsWith("/import") && !/^\/api\/(?:hooks|otlp)\//.test(route);
    if (write && isJson) await send(route, "POST", "", '{"name":"a\\u0000b"}');
  }
  expect(wrong).toEqual([]);
});

/** What depends on the moment or on this process, not on the database. */
const OF_THE_MOMENT = /\/(?:metrics|admin\/connection|refresh)$/;

it("a restored backup answers every endpoint that reads as the database did", async () => {
  const admin = actors.find(({ name }) => name === "admin");
  const readAll = async () => {
    const texts: Record<string, string> = {};
    for (const [route, { GET: rule }] of Object.entries(ENDPOINTS)) {
      if (!rule || !admin || OF_THE_MOMENT.test(route)) continue;
      const code = (await import(/* @vite-ignore */ `@/app${route}/route`)) as { GET: Handler };
      texts[route] = (await ask([route, "GET", rule], code.GET, admin, "own")).text;
    }
    return texts;
  };
  vi.useFakeTimers({ toFake: ["Date"] });
  const before = await readAll();
  const folder = await mkdtemp(path.join(tmpdir(), "tokenroll-backup-"));
  const file = path.join(folder, "backup.gz");
  await backUpDatabase(database.url, file);
  const restored = await createTestDatabase();
  try {
    await restoreDatabase(restored.url, file);
    await restored.db.$executeRaw`CREATE SCHEMA pgboss`;
    await restored.db.$executeRaw`
      CREATE TABLE pgboss.job (id uuid, name text, singleton_key text, state text)`;
    vi.resetModules(); // Bodies that this process keeps would answer for the new database too.
    expect(await readAll()).toEqual(before);
    expect(Object.keys(before).length).toBeGreaterThan(40);
  } finally {
    vi.useRealTimers();
    await restored.drop();
    shareDatabase(database.db);
    await rm(folder, { recursive: true });
  }
});
