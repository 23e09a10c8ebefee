import { createDatabase, shareDatabase, type Database } from "@/lib/db/client";
import { getSettings } from "@/lib/env";
import { findViewerById } from "@/lib/access/viewers";
import { takeSnapshot } from "@/lib/people/comparisons";
import { changeCohort, createCohort, listCohorts } from "@/lib/people/service";
import { listSeedPeople } from "@/e2e/upstream/people";
import { DEMO_ACCOUNTS } from "./demo-accounts";

const NAME = "Autumn bootcamp";
const PARTICIPANTS = 656;
/** From all over the company, not its first pages; those who can sign in are in it. */
const EVERY = 18;

/** A cohort that the administrator owns and the operator may look at, made as the portal makes one. */
async function seedCohorts(db: Database): Promise<void> {
  const { email } = DEMO_ACCOUNTS.platform_admin;
  const user = await db.user.findUnique({ where: { email }, select: { id: true } });
  const admin = user && (await findViewerById(user.id));
  if (!admin) throw new Error("There is no administrator yet");
  const known = await listCohorts(admin);
  if (known.items.some((cohort) => cohort.name === NAME)) return;
  const demo = Object.keys(DEMO_ACCOUNTS).length;
  const people = listSeedPeople()
    .filter((_, index) => index < demo || index % EVERY === 0)
    .slice(0, PARTICIPANTS)
    .map((person) => person.email);
  const { cohort_id: cohortId } = await createCohort(admin, { name: NAME, person_ids: people });
  const emails = [DEMO_ACCOUNTS.operator.email];
  await changeCohort(admin, cohortId, { action: "share", emails });
  await takeSnapshot(admin, cohortId, { name: "First look" });
}

const { DATABASE_URL } = getSettings();
if (DATABASE_URL === undefined) throw new Error("DATABASE_URL is not set");
const database = createDatabase(DATABASE_URL, { poolSize: 2 });
shareDatabase(database);
await seedCohorts(database);
await database.$disconnect();
