import { Hint } from "@/components/feedback/hint";
import type { TableColumn } from "@/components/table/table-columns";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { AccountRow } from "@/lib/access/schema";
import { formatCountOf, formatDateTime, MISSING } from "@/lib/format";
import { ROLE_LABELS } from "./role-labels";

const NAMES_IN_CELL = 2;

function NameList({ names, word }: { names: readonly string[]; word: string }) {
  if (names.length === 0) return <span className="text-muted-foreground">{MISSING}</span>;
  if (names.length <= NAMES_IN_CELL) {
    return <span className="block max-w-64 truncate">{names.join(", ")}</span>;
  }
  return <Hint says={names.join(", ")}>{formatCountOf(names.length, word)}</Hint>;
}

const COLUMNS: readonly TableColumn<AccountRow>[] = [
  {
    id: "email",
    header: "Account",
    className: "min-w-52 max-w-80",
    cell: (account) => (
      <span className="block min-w-0 leading-tight">
        <span className="block truncate font-medium">{account.name}</span>
        <span className="block truncate text-xs text-muted-foreground">{account.email}</span>
      </span>
    ),
  },
  {
    id: "role",
    header: "Role",
    cell: (account) => (
      <span className="flex items-center gap-1.5">
        {ROLE_LABELS[account.role]}
        {account.claimed_role && (
          <Hint says="Given by the identity provider at the last sign-in">
            <Badge tone="outline">claimed</Badge>
          </Hint>
        )}
      </span>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: (account) =>
      account.is_disabled ? (
        <Badge tone="danger">Disabled</Badge>
      ) : (
        <Badge tone="success">Active</Badge>
      ),
  },
  {
    id: "tenants",
    header: "Tenants",
    cell: (account) => (
      <NameList names={account.tenants.map((one) => one.tenant_name)} word="tenant" />
    ),
  },
  {
    id: "projects",
    header: "Projects",
    cell: (account) => (
      <NameList names={account.projects.map((one) => one.project_name)} word="project" />
    ),
  },
  {
    id: "signs-in",
    header: "Signs in with",
    cell: (account) =>
      [...(account.has_password ? ["password"] : []), ...account.issuers.map(toHost)].join(", ") ||
      MISSING,
  },
  {
    id: "last",
    header: "Last sign-in",
    cell: (account) =>
      account.last_sign_in_at ? formatDateTime(account.last_sign_in_at) : "never",
  },
];

function toHost(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}

/** The columns of the list of accounts; the last one opens what can be changed. */
export function toAccountColumns(
  onEdit: ((account: AccountRow) => void) | null,
): TableColumn<AccountRow>[] {
  if (!onEdit) return [...COLUMNS];
  const edit: TableColumn<AccountRow> = {
    id: "edit",
    header: "Change",
    cell: (account) => (
      <Button
        variant="quiet"
        size="sm"
        aria-label={`Change ${account.email}`}
        onClick={() => onEdit(account)}
      >
        Change
      </Button>
    ),
  };
  return [...COLUMNS, edit];
}
