import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { canReach, type ServerAccount } from "./embedded-account";
import { doesExist, SYSTEM_DIR, type ServerBinaries } from "./embedded-binaries";

const run = promisify(execFile);

/** The superuser of the embedded server. */
export const SERVER_USER = "tokenroll";

/** Nothing of the caller's environment: PG* and locale variables would change the server. */
export const SERVER_ENV: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  LC_ALL: "C",
  TZ: "UTC",
};

/** Where one server keeps its data, password and lock. */
export interface ClusterHome {
  /** The folder of the settings: DATA_DIR. */
  parentDir: string;
  /** `<parentDir>/postgres`: the home itself, or a link to it. */
  linkPath: string;
  homeDir: string;
  account: ServerAccount | null;
}

export interface Cluster extends ClusterHome {
  /** PostgreSQL's own data directory. */
  dataDir: string;
  password: string;
  binaries: ServerBinaries;
}

async function assertOwnHome(homeDir: string): Promise<void> {
  const ownUid = process.getuid?.();
  const { uid } = await stat(homeDir);
  if (ownUid === undefined || ownUid === 0 || uid === ownUid) return;
  throw new Error(
    `${homeDir} belongs to another account of this machine (uid ${uid}). ` +
      "Start as that account or as root, or set DATA_DIR to another folder.",
  );
}

async function createHome(linkPath: string, account: ServerAccount | null): Promise<string> {
  if (!account || (await canReach(linkPath, account))) {
    await mkdir(linkPath, { mode: 0o700 });
    return linkPath;
  }
  await mkdir(SYSTEM_DIR, { recursive: true, mode: 0o755 });
  const homeDir = await mkdtemp(path.join(SYSTEM_DIR, "data-"));
  await symlink(homeDir, linkPath);
  return homeDir;
}

/**
 * The folder for the server. Below a folder that the server's account cannot enter (a home of root),
 * the data goes to /var/lib/tokenroll and a link stands in its place.
 */
export async function prepareHome(
  dataDir: string,
  findAccount: (homeDir: string) => Promise<ServerAccount | null>,
): Promise<ClusterHome> {
  await mkdir(dataDir, { recursive: true }).catch((cause: unknown) => {
    throw new Error(`DATA_DIR ${path.resolve(dataDir)} cannot be written.`, { cause });
  });
  const parentDir = await realpath(dataDir);
  const linkPath = path.join(parentDir, "postgres");
  const account = await findAccount(linkPath);
  const isNew = !(await doesExist(linkPath));
  const homeDir = isNew ? await createHome(linkPath, account) : await realpath(linkPath);
  if (account) {
    if (!(await canReach(homeDir, account))) {
      throw new Error(
        `${homeDir} is below a folder that the server's account (uid ${account.uid}) cannot enter. ` +
          "Open that folder, or set DATA_DIR to another one.",
      );
    }
    if (isNew) await chown(homeDir, account.uid, account.gid);
  } else {
    await assertOwnHome(homeDir);
  }
  return { parentDir, linkPath, homeDir, account };
}

async function readOrCreatePassword(home: ClusterHome): Promise<string> {
  const file = path.join(home.homeDir, "password");
  const existing = await readFile(file, "utf8").catch(() => "");
  if (existing.trim() !== "") return existing.trim();
  const password = randomBytes(24).toString("hex");
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  if (home.account) await chown(file, home.account.uid, home.account.gid);
  return password;
}

/** Made aside and moved into place, so that an interrupted first start leaves nothing half done. */
async function initialise(home: ClusterHome, binaries: ServerBinaries, dataDir: string) {
  const draft = `${dataDir}.new`;
  await rm(draft, { recursive: true, force: true });
  await run(
    binaries.initdb,
    [
      `--pgdata=${draft}`,
      `--username=${SERVER_USER}`,
      `--pwfile=${path.join(home.homeDir, "password")}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-sync",
    ],
    { ...home.account, cwd: "/", env: SERVER_ENV },
  );
  await rename(draft, dataDir);
}

/**
 * The cluster in `home`, created on the first start.
 * @throws when it was written by another major version of PostgreSQL.
 */
export async function createCluster(home: ClusterHome, binaries: ServerBinaries): Promise<Cluster> {
  const dataDir = path.join(home.homeDir, "data");
  const password = await readOrCreatePassword(home);
  if (!(await doesExist(dataDir))) await initialise(home, binaries, dataDir);
  const dataVersion = (await readFile(path.join(dataDir, "PG_VERSION"), "utf8")).trim();
  if (dataVersion !== binaries.majorVersion) {
    throw new Error(
      `${dataDir} was written by PostgreSQL ${dataVersion}, this is ${binaries.majorVersion}. ` +
        "Move the data with pg_dumpall, or set DATA_DIR to another folder.",
    );
  }
  return { ...home, dataDir, password, binaries };
}
