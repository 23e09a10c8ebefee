import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The OS account the server runs as; PostgreSQL refuses root. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

const CANDIDATES = ["postgres", "nobody"] as const;

async function findAccount(name: string): Promise<ServerAccount | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null; // `id` fails exactly when there is no such account.
  }
}

/**
 * Which account to start the server as: null for the caller's own. Root takes the owner of the
 * existing data, else `postgres`, else `nobody`; no account is ever created on the machine.
 */
export async function findServerAccount(homeDir: string): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(homeDir).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of CANDIDATES) {
    const account = await findAccount(name);
    if (account) return account;
  }
  throw new Error(
    "PostgreSQL does not run as root and this machine has neither an account `postgres` nor `nobody`. " +
      "Start as an ordinary user, or set DATABASE_URL.",
  );
}

/** Whether the account may enter every folder above `target`, by their mode bits. */
export async function canReach(target: string, account: ServerAccount): Promise<boolean> {
  let folder = path.dirname(path.resolve(target));
  for (;;) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    const parent = path.dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}
