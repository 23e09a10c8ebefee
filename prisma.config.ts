import { defineConfig } from "prisma/config";

/** Only for Prisma's own command line; the product migrates with lib/db/migrate.ts. */
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
});
