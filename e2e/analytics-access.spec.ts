import pg from "pg";
import type { APIRequestContext } from "@playwright/test";
import { DEMO_ACCOUNTS, type DemoRole } from "./demo-accounts";
import { expect, sessionCookie, test } from "./fixtures";
import type { StackAddresses } from "./stack-file";

const BASE = "/api/portal/analytics";
/** As long as the worker writes what it reads at its start. */
const SAME_READING_MS = 30_000;

/** Every question that takes filters of people and projects. */
const QUESTIONS = [
  "summary",
  "cli/summary",
  "spending",
  "people-spending",
  "project-spending",
  "cli/people",
  "tables/assistants",
  "tables/cli_repositories",
  "leaderboard",
  "leaderboard/overview",
];

interface Subjects {
  cookies: Record<DemoRole, string>;
  ownProjects: string[];
  otherProject: string;
  /** Somebody who works in none of the operator's projects and is not the user. */
  otherPerson: { id: string; boardRef: string; identity: string };
}

async function findSubjects(stack: StackAddresses): Promise<Subjects> {
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  try {
    const users = await db.query<{ id: string; email: string }>('SELECT id, email FROM "user"');
    const projects = await db.query<{ project_name: string; is_own: boolean }>(
      `SELECT p.project_name, m.user_id IS NOT NULL AS is_own
       FROM (SELECT DISTINCT project_name FROM project_person) p
       LEFT JOIN project_member m ON m.project_name = p.project_name ORDER BY 1`,
    );
    const people = await db.query<{ id: number; board_ref: string; identity: string }>(
      `SELECT p.id, p.board_ref, p.identity FROM insight_person p
       JOIN leaderboard_entry e ON e.person_id = p.id
       WHERE p.identity LIKE '%@%' AND p.identity NOT IN (SELECT email FROM "user")
         AND NOT EXISTS (SELECT 1 FROM project_person w JOIN project_member m
                         ON m.project_name = w.project_name WHERE w.person_id = p.id)
       ORDER BY p.id LIMIT 1`,
    );
    const cookieOf = async (role: DemoRole) => {
      const id = users.rows.find(({ email }) => email === DEMO_ACCOUNTS[role].email)?.id ?? "";
      const { name, value } = await sessionCookie(stack, id);
      return `${name}=${value}`;
    };
    const [person] = people.rows;
    const other = projects.rows.find(({ is_own }) => !is_own);
    if (!person || !other) throw new Error("The stack has too few people or projects");
    return {
      cookies: {
        platform_admin: await cookieOf("platform_admin"),
        auditor: await cookieOf("auditor"),
        operator: await cookieOf("operator"),
        user: await cookieOf("user"),
      },
      ownProjects: projects.rows.filter(({ is_own }) => is_own).map((row) => row.project_name),
      otherProject: other.project_name,
      otherPerson: { id: String(person.id), boardRef: person.board_ref, identity: person.identity },
    };
  } finally {
    await db.end();
  }
}

/** The whole body, but for the moment at which it was asked. */
async function readBody(
  request: APIRequestContext,
  cookie: string,
  question: string,
  search: string,
): Promise<unknown> {
  const answer = await request.get(`${BASE}/${question}?${search}`, { headers: { cookie } });
  expect(answer.status(), `${question}?${search}`).toBe(200);
  const body = (await answer.json()) as Record<string, unknown>;
  // Closed seasons arrive in the background, for everybody alike.
  return { ...body, time: null, me: null, is_my_name_shared: null, seasons: null };
}

/** Asks two things until both answers are of the same reading: the worker may write one in between. */
async function expectSame(
  read: () => Promise<readonly [one: unknown, other: unknown]>,
  message: string,
): Promise<void> {
  await expect(async () => {
    const [one, other] = await read();
    expect(one, message).toEqual(other);
  }).toPass({ timeout: SAME_READING_MS });
}

const withoutMarks = (body: unknown) =>
  JSON.stringify(body).replace(/"is_me":true/g, '"is_me":false');

test("no filter reaches beyond an operator or a user, in no figure of the answer", async ({
  stack,
  request,
}) => {
  const { cookies, otherProject, otherPerson } = await findSubjects(stack);
  const beyond = {
    operator: [`project=${otherProject}`, `person=${otherPerson.id}`],
    user: [`person=${otherPerson.id}`, `person=${otherPerson.id}&project=${otherProject}`],
  };
  const nothing = { operator: "project=no-such-project", user: "person=999999999" };
  for (const role of ["operator", "user"] as const) {
    for (const question of QUESTIONS) {
      for (const filter of beyond[role]) {
        for (const period of ["period=7d", "period=24h"]) {
          const isPersonal = filter.startsWith("person") && role === "operator";
          const none = isPersonal ? "person=999999999" : nothing[role];
          const read = async (limit: string) => {
            const body = await readBody(request, cookies[role], question, `${period}&${limit}`);
            expect(JSON.stringify(body)).not.toContain(otherPerson.identity);
            return body;
          };
          const readBoth = async () => [await read(filter), await read(none)] as const;
          await expectSame(readBoth, `${role}: ${question}?${filter}`);
        }
      }
    }
  }
});

test("an operator reads what an administrator reads of those projects, an auditor all", async ({
  stack,
  request,
}) => {
  const { cookies, ownProjects } = await findSubjects(stack);
  const projects = ownProjects.map((name) => `project=${name}`).join("&");
  for (const question of QUESTIONS) {
    const read = async (role: DemoRole, search = "") =>
      withoutMarks(await readBody(request, cookies[role], question, `period=7d${search}`));
    const readOwn = async () =>
      [await read("operator"), await read("platform_admin", `&${projects}`)] as const;
    await expectSame(readOwn, question);
    const readAll = async () => [await read("auditor"), await read("platform_admin")] as const;
    await expectSame(readAll, question);
    expect(await read("operator"), question).not.toBe(await read("platform_admin"));
  }
});

test("people out of reach are not found, looked up, or told from those who do not exist", async ({
  stack,
  request,
}) => {
  const { cookies, otherPerson } = await findSubjects(stack);
  const ask = async (role: DemoRole, path: string) => {
    const answer = await request.get(`${BASE}/${path}`, { headers: { cookie: cookies[role] } });
    return { status: answer.status(), text: await answer.text() };
  };
  const nobody = "00000000-0000-4000-8000-000000000000";
  for (const role of ["operator", "user"] as const) {
    for (const [hidden, absent] of [
      [`people/${otherPerson.id}`, "people/999999999"],
      [`leaderboard/people/${otherPerson.boardRef}`, `leaderboard/people/${nobody}`],
    ] as const) {
      const answer = await ask(role, hidden);
      expect(answer).toEqual(await ask(role, absent));
      expect(answer.status).toBe(404);
    }
    const found = await ask(role, `people?q=${encodeURIComponent(otherPerson.identity)}`);
    expect(found.text).not.toContain(otherPerson.identity);
    const byId = await ask(role, `people?id=${otherPerson.id}`);
    expect(byId.text).not.toContain(otherPerson.identity);
  }
  expect((await ask("auditor", `people/${otherPerson.id}`)).status).toBe(200);
  const mine = await ask("user", "leaderboard/people/me");
  expect(mine.text).toContain(DEMO_ACCOUNTS.user.name);
});
