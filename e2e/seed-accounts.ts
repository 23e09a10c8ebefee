import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoRole } from "./demo-accounts";
import { PROJECT_NAMES } from "@/e2e/upstream/people";
import { withAccounts } from "@/lib/cli/accounts";
import { getSettings } from "@/lib/env";

const OPERATOR_PROJECTS = 3;

/** Creates one account of each role; the arguments are the operator's tenants. */
async function seedAccounts(tenantIds: string[]): Promise<void> {
  const { DATABASE_URL } = getSettings();
  if (DATABASE_URL === undefined) throw new Error("DATABASE_URL is not set");
  await withAccounts(DATABASE_URL, async ({ createAccount }) => {
    for (const role of ["platform_admin", "operator", "user", "auditor"] satisfies DemoRole[]) {
      await createAccount({
        ...DEMO_ACCOUNTS[role],
        role,
        password: DEMO_PASSWORD,
        tenantIds: role === "operator" ? tenantIds : [],
        projectNames: role === "operator" ? PROJECT_NAMES.slice(0, OPERATOR_PROJECTS) : [],
      });
    }
  });
}

await seedAccounts(process.argv.slice(2));
