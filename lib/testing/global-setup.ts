import type { TestProject } from "vitest/node";
import { startThrowawayPostgres } from "@/lib/db/embedded";
import { toChildEnv } from "@/lib/env";
import { createTemplate } from "./template";

declare module "vitest" {
  interface ProvidedContext {
    /** The server that test databases are made on. */
    testDatabaseUrl: string;
  }
}

/** One PostgreSQL for the whole run: the caller's (TEST_DATABASE_URL), else one in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { TEST_DATABASE_URL } = toChildEnv({});
  const server = TEST_DATABASE_URL ? null : await startThrowawayPostgres();
  const url = server?.url ?? TEST_DATABASE_URL ?? "";
  await createTemplate(url);
  project.provide("testDatabaseUrl", url);
  return async () => {
    await server?.stop();
  };
}
