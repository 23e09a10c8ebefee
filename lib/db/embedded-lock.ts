import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const lockSchema = z.object({
  pid: z.number().int(),
  processStart: z.string(),
  host: z.string(),
  port: z.number().int(),
});
export type Lock = z.infer<typeof lockSchema>;

/** On another machine or in another container a process cannot be asked; its lock's age is then what tells. */
const HEARTBEAT_MS = 5_000;
const FOREIGN_LOCK_MAX_AGE_MS = 30_000;
const STOP_ORPHAN_TIMEOUT_MS = 30_000;

function lockFile(homeDir: string): string {
  return path.join(homeDir, "server.lock");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When the kernel started the process, so that a reused pid is not taken for its predecessor; "" if unknown. */
function readProcessStart(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[19] ?? "";
  } catch {
    return ""; // No /proc on this platform, or no such process.
  }
}

async function isHeld(lock: Lock, file: string): Promise<boolean> {
  if (lock.host !== hostname()) {
    const { mtimeMs } = await stat(file);
    return Date.now() - mtimeMs < FOREIGN_LOCK_MAX_AGE_MS;
  }
  return isAlive(lock.pid) && readProcessStart(lock.pid) === lock.processStart;
}

async function findLock(file: string): Promise<Lock | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return null; // Cut off while it was written: its writer died.
  }
}

/** Who serves the folder now; null when nobody does. */
export async function findHeldLock(homeDir: string): Promise<Lock | null> {
  const file = lockFile(homeDir);
  const found = await findLock(file);
  return found && (await isHeld(found, file)) ? found : null;
}

/** Thrown when another running process serves the same folder. */
export class DataFolderInUseError extends Error {
  constructor(homeDir: string, lock: Lock) {
    super(
      `PostgreSQL is already running on ${homeDir} (process ${lock.pid} on ${lock.host}, port ${lock.port}). ` +
        "Stop that one first, or set DATA_DIR to another folder.",
    );
    this.name = "DataFolderInUseError";
  }
}

/** Two processes may find the same stale lock: what was moved away must still be what was found. */
async function removeStaleLock(file: string, stale: Lock | null): Promise<void> {
  const aside = `${file}.${process.pid}`;
  await rename(file, aside).catch(() => undefined); // Another process was quicker.
  const moved = await findLock(aside);
  if (moved && JSON.stringify(moved) !== JSON.stringify(stale)) {
    await link(aside, file).catch(() => undefined); // A third process took it meanwhile.
  }
  await rm(aside, { force: true });
}

export interface DataFolderLock {
  release(): Promise<void>;
}

/**
 * Takes the folder for this process; the lock of a dead process is taken over.
 * @throws {DataFolderInUseError}
 */
export async function lockDataFolder(homeDir: string, port: number): Promise<DataFolderLock> {
  const file = lockFile(homeDir);
  const own: Lock = {
    pid: process.pid,
    processStart: readProcessStart(process.pid),
    host: hostname(),
    port,
  };
  for (;;) {
    try {
      await writeFile(file, JSON.stringify(own), { flag: "wx", mode: 0o600 });
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const found = await findLock(file);
    if (found && (await isHeld(found, file))) throw new DataFolderInUseError(homeDir, found);
    await removeStaleLock(file, found);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined); // The folder may be gone; the server reports that itself.
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      await rm(file, { force: true });
    },
  };
}

/** A server whose owner was killed outlives it and keeps the folder: end it before starting another. */
export async function stopOrphanedServer(dataDir: string): Promise<void> {
  const file = path.join(dataDir, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => null);
  const pid = Number(text?.split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (!isAlive(pid)) return;
  if (!isPostgres(pid, dataDir)) {
    await rm(file); // The number belongs to another program now; PostgreSQL would refuse to start.
    return;
  }
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + STOP_ORPHAN_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      throw new Error(
        `An earlier PostgreSQL (process ${pid}) on ${dataDir} does not stop. End it, then start again.`,
      );
    }
    await sleep(50);
  }
}

function isPostgres(pid: number, dataDir: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(dataDir);
  } catch {
    return process.platform !== "linux"; // Elsewhere PostgreSQL's own check of postmaster.pid decides.
  }
}
