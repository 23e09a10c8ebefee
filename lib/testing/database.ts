import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { createDatabase, shareDatabase, type Database } from "@/lib/db/client";
import { cloneTemplate, runOnServer } from "./template";

export interface TestDatabase {
  url: string;
  db: Database;
  /** Disconnects and removes it; call it in `afterAll`. */
  drop(): Promise<void>;
}

/** A migrated, empty database of the calling test file's own; `getDatabase()` gives it too. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject("testDatabaseUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  const url = await cloneTemplate(serverUrl, name);
  const db = createDatabase(url, { poolSize: 5 });
  shareDatabase(db);
  return {
    url,
    db,
    drop: async () => {
      shareDatabase(undefined);
      await db.$disconnect();
      await runOnServer(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}
