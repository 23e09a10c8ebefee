import { getSettings } from "@/lib/env";
import { withAccounts } from "./accounts";

/** Creates the administrator of FIRST_ADMIN_EMAIL and FIRST_ADMIN_PASSWORD, where nobody has that e-mail yet. */
export async function createFirstAdmin(databaseUrl: string): Promise<void> {
  const { FIRST_ADMIN_EMAIL: email, FIRST_ADMIN_PASSWORD: password } = getSettings();
  if (email === undefined || password === undefined) return;
  const { isNew } = await withAccounts(databaseUrl, ({ createAccount }) =>
    createAccount({ email, name: email, password, role: "platform_admin", tenantIds: [] }),
  );
  if (isNew) process.stdout.write(`Created the administrator ${email}\n`);
}
