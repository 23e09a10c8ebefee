import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, vi } from "vitest";
import { createDatabase } from "@/lib/db/client";
import { keepEmbeddedPostgres } from "./database";

it("starts the embedded server again where it was when somebody kills it", async () => {
  const words: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => words.push(String(text)) > 0);
  const dataDir = await mkdtemp(path.join(tmpdir(), "tokenroll-kept-"));
  await chmod(dataDir, 0o755);
  const kept = await keepEmbeddedPostgres(dataDir);
  const db = createDatabase(kept.url, { poolSize: 1 });
  try {
    await db.$queryRaw`CREATE TABLE kept AS SELECT 1 AS one`;
    const pidFile = path.join(dataDir, "postgres/data/postmaster.pid");
    process.kill(Number((await readFile(pidFile, "utf8")).split("\n")[0]), "SIGKILL");
    const read = () => db.$queryRaw`SELECT one FROM kept`.catch(() => null);
    await expect.poll(() => words.join("")).toContain("PostgreSQL ended; starting it again in 1 s");
    await expect.poll(read, { timeout: 60_000 }).toEqual([{ one: 1 }]);
  } finally {
    await db.$disconnect();
    await kept.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});
