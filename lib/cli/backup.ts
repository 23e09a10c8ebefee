import { backUpDatabase, restoreDatabase } from "@/lib/db/backup";
import { getSettings } from "@/lib/env";
import { openDatabase } from "./database";
import { UsageError } from "./usage-error";

const SECRET = "AUTH_SECRET, or DATA_DIR/auth-secret, is not in it: keep that apart.";

async function withFile(
  args: readonly string[],
  isOwner: boolean,
  work: (url: string, file: string) => Promise<void>,
): Promise<number> {
  const [file, ...others] = args;
  if (file === undefined || others.length > 0) throw new UsageError("Name one file");
  const database = await openDatabase(getSettings(), { isOwner });
  try {
    await work(database.url, file);
    return 0;
  } finally {
    await database.close();
  }
}

/** Works beside a running portal. */
export function runBackup(args: readonly string[]): Promise<number> {
  return withFile(args, false, async (url, file) => {
    const { tables, rows } = await backUpDatabase(url, file);
    process.stdout.write(`Wrote ${rows} rows of ${tables} tables to ${file}\n${SECRET}\n`);
  });
}

/** Into a database that nobody has used; the portal is stopped. */
export function runRestore(args: readonly string[]): Promise<number> {
  return withFile(args, true, async (url, file) => {
    const { tables, rows } = await restoreDatabase(url, file);
    process.stdout.write(`Restored ${rows} rows of ${tables} tables from ${file}\n`);
  });
}
