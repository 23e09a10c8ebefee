import type { AccountRow } from "@/lib/access/schema";
import { ROLE_LABELS } from "./role-labels";

/** What the identity provider gave, which the portal cannot change. */
export function ClaimedNote({ account }: { account: AccountRow }) {
  const names = [
    ...account.tenants.filter((one) => one.is_claimed).map((one) => one.tenant_name),
    ...account.projects.filter((one) => one.is_claimed).map((one) => one.project_name),
  ];
  if (account.claimed_role === null && names.length === 0) return null;
  return (
    <p className="rounded-md bg-muted px-3 py-2 text-xs">
      The identity provider gave{" "}
      {account.claimed_role ? `the role ${ROLE_LABELS[account.claimed_role]}` : "no role"}
      {names.length > 0 && ` and ${names.join(", ")}`}. That counts before what is set here, and
      changes with its groups at the next sign-in.
    </p>
  );
}
