import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { startThrowawayPostgres } from "./embedded";
import { findDrift, MIGRATIONS_DIR, migrateDatabase } from "./migrate";

const LOCK_FILE = `# Which database the migrations are for.\nprovider = "postgresql"\n`;

/** What `schema.prisma` asks for beyond the migrations so far, found on a database made for the purpose. */
async function computeMigration(): Promise<string> {
  const server = await startThrowawayPostgres();
  try {
    await migrateDatabase(server.url);
    return await findDrift(server.url);
  } finally {
    await server.stop();
  }
}

async function main(name: string | undefined): Promise<number> {
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
    process.stderr.write("Usage: npm run migrate:new -- add_something   (snake_case)\n");
    return 2;
  }
  const sql = await computeMigration();
  if (sql === "") {
    process.stdout.write("The migrations already give what prisma/schema.prisma says.\n");
    return 0;
  }
  const timestamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = path.join(MIGRATIONS_DIR, `${timestamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "migration.sql"), `${sql}\n`);
  await writeFile(path.join(MIGRATIONS_DIR, "migration_lock.toml"), LOCK_FILE);
  process.stdout.write(`Wrote ${folder}. Read it before you commit it.\n`);
  return 0;
}

process.exitCode = await main(process.argv[2]);
