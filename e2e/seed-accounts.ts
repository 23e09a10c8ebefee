import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoRole } from "./demo-accounts";
import { PROJECT_NAMES } from "@/e2e/upstream/people";
import type { ApiScope } from "@/lib/auth/policy";
import { withAccounts } from "@/lib/cli/accounts";
import { getSettings } from "@/lib/env";

const OPERATOR_PROJECTS = 3;

const TOKENS: Partial<Record<DemoRole, { name: string; scopes: ApiScope[] }>> = {
  operator: { name: "Billing export", scopes: ["usage:read", "reports:read"] },
  auditor: { name: "Audit archive", scopes: ["admin:read"] },
};

/** Tokens whose secrets nobody knows, so that the lists of tokens are not empty. */
async function seedToken(role: DemoRole): Promise<void> {
  const token = TOKENS[role];
  if (!token) return;
  const { findCredential } = await import("@/lib/access/store");
  const { findViewerById } = await import("@/lib/access/viewers");
  const { createToken } = await import("@/lib/tokens/service");
  const credential = await findCredential(DEMO_ACCOUNTS[role].email);
  const viewer = credential && (await findViewerById(credential.userId));
  if (viewer) await createToken(viewer, { ...token, expires_in_days: 90 });
}

/** Creates one account of each role; the arguments are the operator's tenants. */
async function seedAccounts(tenantIds: string[]): Promise<void> {
  const { DATABASE_URL } = getSettings();
  if (DATABASE_URL === undefined) throw new Error("DATABASE_URL is not set");
  await withAccounts(DATABASE_URL, async ({ createAccount }) => {
    for (const role of ["platform_admin", "operator", "user", "auditor"] satisfies DemoRole[]) {
      const { isNew } = await createAccount({
        ...DEMO_ACCOUNTS[role],
        role,
        password: DEMO_PASSWORD,
        tenantIds: role === "operator" ? tenantIds : [],
        projectNames: role === "operator" ? PROJECT_NAMES.slice(0, OPERATOR_PROJECTS) : [],
      });
      if (isNew) await seedToken(role);
    }
  });
}

await seedAccounts(process.argv.slice(2));
