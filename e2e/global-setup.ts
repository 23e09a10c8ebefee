import { startThrowawayPostgres } from "@/lib/db/embedded";
import { toChildEnv } from "@/lib/env";
import { startStack } from "./stack";
import { removeStackFile, writeStackFile } from "./stack-file";

/** One stack for the whole run, on the caller's PostgreSQL (TEST_DATABASE_URL) or on one of its own. */
export default async function setup(): Promise<() => Promise<void>> {
  const { TEST_DATABASE_URL } = toChildEnv({});
  const server = TEST_DATABASE_URL ? null : await startThrowawayPostgres();
  const databaseServerUrl = server?.url ?? TEST_DATABASE_URL ?? "";
  try {
    // Everything that there is to log, so that the search for secrets in it means something.
    const stack = await startStack({ databaseServerUrl, build: true, logLevel: "trace" });
    await writeStackFile(stack);
    return async () => {
      await removeStackFile();
      await stack.stop();
      await server?.stop();
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}
