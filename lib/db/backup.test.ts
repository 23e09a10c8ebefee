import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { coverDays, insertAccount, insertTenant, insertUsage } from "@/lib/testing/factories";
import { cloneTemplate, runOnServer, withDatabaseName } from "@/lib/testing/template";
import { backUpDatabase, restoreDatabase } from "./backup";
import { listMigrations, migrateDatabase } from "./migrate";

let source: TestDatabase;
let folder: string;
let file: string;
const targets: string[] = [];

beforeAll(async () => {
  source = await createTestDatabase();
  const tenantId = await insertTenant(source.db, "has,comma", 'A "name" \\ (of), {its} own\nä');
  await insertAccount(source.db, "operator");
  await insertUsage(source.db, tenantId, [
    { day: "2026-11-20", agentId: "__proto__", costUsd: "0.000000333333" },
  ]);
  await coverDays(source.db, tenantId, 3);
  const people = ["ada", "bo"].map((name) => ({ identity: `${name}@example.com`, name }));
  await source.db.insightPerson.createMany({
    data: people.map((person) => ({ ...person, userId: person.name, alias: person.name })),
  });
});

afterAll(() => source.drop());

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tokenroll-backup-"));
  file = path.join(folder, "backup.gz");
});

afterEach(async () => {
  for (const name of targets.splice(0)) {
    await runOnServer(inject("testDatabaseUrl"), `DROP DATABASE "${name}" WITH (FORCE)`);
  }
  await rm(folder, { recursive: true, force: true });
});

const newName = () => {
  const name = `test_${randomBytes(8).toString("hex")}`;
  targets.push(name);
  return name;
};

async function createEmpty(): Promise<string> {
  const name = newName();
  await runOnServer(inject("testDatabaseUrl"), `CREATE DATABASE "${name}"`);
  return withDatabaseName(inject("testDatabaseUrl"), name);
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Every table's rows as text, in one order. */
async function readAll(url: string): Promise<Record<string, unknown>> {
  const tables = await query(
    url,
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'`,
  );
  const entries = await Promise.all(
    tables.map(async ({ name }) => [
      String(name),
      await query(
        url,
        `SELECT t::text AS row FROM ${pg.escapeIdentifier(String(name))} t ORDER BY 1`,
      ),
    ]),
  );
  return Object.fromEntries(entries) as Record<string, unknown>;
}

it("gives every row back as it was, in a database that was empty", async () => {
  const written = await backUpDatabase(source.url, file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const url = await createEmpty();
  expect(await restoreDatabase(url, file)).toEqual(written);
  expect(await readAll(url)).toEqual(await readAll(source.url));
});

it("keeps guards and counters: what is append-only stays so, and new rows get new numbers", async () => {
  await backUpDatabase(source.url, file);
  const url = await cloneTemplate(inject("testDatabaseUrl"), newName());
  await restoreDatabase(url, file);
  const added = await query(
    url,
    `INSERT INTO insight_person (identity, user_id, name, alias)
     VALUES ('c@example.com', 'c', 'Cy', 'c') RETURNING id, name_key`,
  );
  expect(added).toEqual([{ id: 3, name_key: "cy" }]);
  const off = await query(url, "SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'");
  expect(off).toEqual([]);
});

it("brings a backup of an earlier version to this one", async () => {
  const all = await listMigrations();
  const earlier = await createEmpty();
  await migrateDatabase(earlier, all.length - 1);
  await query(earlier, `INSERT INTO tenant (id, name, read_at) VALUES ('old', 'Old', now())`);
  await backUpDatabase(earlier, file);
  const url = await createEmpty();
  await restoreDatabase(url, file);
  expect(await query(url, "SELECT id FROM tenant")).toEqual([{ id: "old" }]);
  const applied = await query(url, "SELECT count(*)::int AS count FROM _prisma_migrations");
  expect(applied).toEqual([{ count: all.length }]);
});

it("touches nothing where somebody is already, and overwrites no file", async () => {
  await backUpDatabase(source.url, file);
  const before = await readAll(source.url);
  await expect(restoreDatabase(source.url, file)).rejects.toThrow(/in use already/);
  await expect(backUpDatabase(source.url, file)).rejects.toThrow(/EEXIST/);
  expect(await readAll(source.url)).toEqual(before);
});

it("restores nothing of what is cut short, of another version, or no backup", async () => {
  await backUpDatabase(source.url, file);
  const lines = gunzipSync(new Uint8Array(await readFile(file)))
    .toString()
    .trimEnd()
    .split("\n");
  const url = await cloneTemplate(inject("testDatabaseUrl"), newName());
  const before = await readAll(url);
  const spoil = async (text: string | Uint8Array, words: RegExp) => {
    await writeFile(file, text);
    await expect(restoreDatabase(url, file)).rejects.toThrow(words);
    expect(await readAll(url)).toEqual(before);
  };
  const whole = new Uint8Array(await readFile(file));
  const zip = (text: string) => new Uint8Array(gzipSync(`${text}\n`));
  await spoil(zip(lines.slice(0, -1).join("\n")), /cut short/);
  await spoil(whole.slice(0, whole.length / 2), /unexpected end of file|cut short/);
  const newer = lines[0]?.replace(/\]\}$/, ',"29991231_future"]}') ?? "";
  await spoil(zip([newer, ...lines.slice(1)].join("\n")), /newer or another version/);
  await spoil(zip('{"some":"json"}'), /is not a backup/);
});
