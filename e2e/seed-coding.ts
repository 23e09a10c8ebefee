import { emitCalls } from "@/lib/cli/emit-calls";
import { makeWeek } from "@/lib/cli/synthetic-week";
import { createDatabase, shareDatabase } from "@/lib/db/client";
import { getSettings } from "@/lib/env";
import { DEMO_ACCOUNTS } from "./demo-accounts";

const TEAMS = 3;
const DEVELOPERS = [
  ...["amira", "bruno", "chiara", "dario", "elif", "farid", "greta", "hugo", "ines", "jonas"],
];
const TOKEN_DAYS = 90;

/** A token of the administrator's, who may speak for everybody, as an exporter of a whole company has one. */
async function createSenderToken(): Promise<string> {
  const { findCredential } = await import("@/lib/access/store");
  const { findViewerById } = await import("@/lib/access/viewers");
  const { createToken } = await import("@/lib/tokens/service");
  const credential = await findCredential(DEMO_ACCOUNTS.platform_admin.email);
  const viewer = credential && (await findViewerById(credential.userId));
  if (!viewer) throw new Error("There is no administrator.");
  const wish = { name: "Coding agents", scopes: ["otlp:write" as const] };
  return (await createToken(viewer, { ...wish, expires_in_days: TOKEN_DAYS })).secret;
}

/** Sends a week of invented coding to the portal at the address: ten developers in the three first tenants. */
async function seedCoding(portalUrl: string): Promise<void> {
  const { DATABASE_URL } = getSettings();
  if (DATABASE_URL === undefined) throw new Error("DATABASE_URL is not set");
  const db = createDatabase(DATABASE_URL);
  shareDatabase(db);
  try {
    const tenants = await db.tenant.findMany({
      where: { removedAt: null },
      select: { id: true },
      orderBy: { id: "asc" },
      take: TEAMS,
    });
    const people = DEVELOPERS.map((name, index) => ({
      email: `${name}@example.com`,
      team: tenants[index % TEAMS]?.id ?? "",
    }));
    await db.user.createMany({
      data: people.map(({ email }, index) => ({ email, name: DEVELOPERS[index] ?? email })),
      skipDuplicates: true,
    });
    await emitCalls(makeWeek(people, new Date()), {
      url: portalUrl,
      token: await createSenderToken(),
    });
  } finally {
    await db.$disconnect();
  }
}

await seedCoding(process.argv[2] ?? "");
