import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createDatabase } from "./client";
import { findRunningPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded";
import { DataFolderInUseError } from "./embedded-lock";

let dataDir: string;
let running: EmbeddedPostgres[];

async function start(port?: number): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, port });
  running.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<unknown> {
  const db = createDatabase(url, { poolSize: 1 });
  try {
    return await db.$queryRawUnsafe(sql);
  } finally {
    await db.$disconnect();
  }
}

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "tokenroll-embedded-"));
  await chmod(dataDir, 0o755);
  running = [];
});

afterEach(async () => {
  for (const server of running) await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

it("keeps its data and password over a restart, in UTF-8 and UTC", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE kept AS SELECT 'Zürich'::text AS word");
  await first.stop();
  const second = await start();
  expect(await query(second.url, "SELECT word FROM kept")).toEqual([{ word: "Zürich" }]);
  expect(
    await query(
      second.url,
      "SELECT current_setting('timezone') tz, current_setting('server_encoding') enc, current_setting('max_connections') max",
    ),
  ).toEqual([{ tz: "UTC", enc: "UTF8", max: "200" }]);
  const { mode } = await stat(path.join(dataDir, "postgres/password"));
  expect(mode & 0o777).toBe(0o600);
  expect(second.url).toContain(
    (await readFile(path.join(dataDir, "postgres/password"), "utf8")).trim(),
  );
});

it("refuses a second server on the same folder and names the first", async () => {
  const first = await start();
  const refused = await startEmbeddedPostgres({ dataDir }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DataFolderInUseError);
  expect(String(refused)).toContain(`process ${process.pid}`);
  expect(await findRunningPostgres(dataDir)).toBe(first.url);
  expect(await query(first.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

it("takes over the lock of a dead process", async () => {
  const first = await start();
  await first.stop();
  const dead = { pid: 2 ** 22 - 1, processStart: "1", host: hostname(), port: 1 };
  await writeFile(path.join(dataDir, "postgres/server.lock"), JSON.stringify(dead));
  expect(await findRunningPostgres(dataDir)).toBeNull();
  const second = await start();
  expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

it("takes over a lock whose process number belongs to a later process", async () => {
  await (await start()).stop();
  const reused = { pid: process.pid, processStart: "1", host: hostname(), port: 1 };
  await writeFile(path.join(dataDir, "postgres/server.lock"), JSON.stringify(reused));
  expect((await start()).url).toContain("postgresql://");
});

it("respects a fresh lock of another machine", async () => {
  await (await start()).stop();
  const foreign = { pid: 1, processStart: "1", host: "another-machine", port: 1 };
  await writeFile(path.join(dataDir, "postgres/server.lock"), JSON.stringify(foreign));
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow("on another-machine");
});

it("takes another port when the wished one is taken", async () => {
  const blocker = createServer();
  const port = await new Promise<number>((resolve) => {
    blocker.listen(0, "127.0.0.1", () => {
      const address = blocker.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  try {
    const server = await start(port);
    expect(new URL(server.url).port).not.toBe(String(port));
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  } finally {
    blocker.close();
  }
});

it("is reached again through the same pool after a restart", async () => {
  const first = await start();
  const db = createDatabase(first.url, { poolSize: 2 });
  try {
    expect(await db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
    await first.stop();
    await start(Number(new URL(first.url).port));
    expect(await db.$queryRaw`SELECT 2 AS two`).toEqual([{ two: 2 }]);
  } finally {
    await db.$disconnect();
  }
});

it("leaves nothing behind when it was a throwaway", async () => {
  const server = await startEmbeddedPostgres({ dataDir: `${dataDir}/sub`, isThrowaway: true });
  await server.stop();
  expect(await readdir(dataDir)).toEqual([]);
});
