import type { TableColumn } from "@/components/table/table-columns";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatDateTime, MISSING } from "@/lib/format";
import type { TokenRow, TokenState } from "@/lib/tokens/schema";

const LOOKS = {
  active: { tone: "success", word: "Active" },
  expired: { tone: "neutral", word: "Expired" },
  revoked: { tone: "danger", word: "Revoked" },
} as const satisfies Record<TokenState, object>;

function TokenStateBadge({ state }: { state: TokenState }) {
  const { tone, word } = LOOKS[state];
  return <Badge tone={tone}>{word}</Badge>;
}

const NAME: TableColumn<TokenRow> = {
  id: "name",
  header: "Token",
  className: "min-w-40 max-w-64",
  cell: (token) => (
    <span className="flex items-baseline gap-2">
      <span className="truncate font-medium" title={token.name}>
        {token.name}
      </span>
      <code className="text-xs text-muted-foreground">…{token.hint}</code>
    </span>
  ),
};

const OWNER: TableColumn<TokenRow> = {
  id: "owner",
  header: "Owner",
  className: "max-w-56",
  cell: (token) => (
    <span className="block truncate" title={token.owner_name}>
      {token.owner_email}
    </span>
  ),
};

const DETAILS: readonly TableColumn<TokenRow>[] = [
  { id: "state", header: "State", cell: (token) => <TokenStateBadge state={token.state} /> },
  {
    id: "scopes",
    header: "Scopes",
    cell: (token) => (
      <span className="flex gap-1">
        {token.scopes.map((scope) => (
          <Badge key={scope} tone="outline">
            {scope}
          </Badge>
        ))}
      </span>
    ),
  },
  {
    id: "used",
    header: "Last used",
    hint: "Written at most once a minute",
    cell: (token) => (token.last_used_at ? formatDateTime(token.last_used_at) : "never"),
  },
  { id: "expires", header: "Expires", cell: (token) => formatDateTime(token.expires_at) },
  { id: "created", header: "Created", cell: (token) => formatDateTime(token.created_at) },
];

interface TokenColumnsInput {
  hasOwner: boolean;
  /** Null where the viewer may not revoke what is listed. */
  onRevoke: ((token: TokenRow) => void) | null;
}

/** The columns of a list of tokens; the last one ends a token. */
export function toTokenColumns({ hasOwner, onRevoke }: TokenColumnsInput): TableColumn<TokenRow>[] {
  const revoke: TableColumn<TokenRow> = {
    id: "revoke",
    header: "Revoke",
    cell: (token) =>
      token.state === "active" ? (
        <Button
          variant="quiet"
          size="sm"
          aria-label={`Revoke ${token.name} of ${token.owner_email}`}
          onClick={() => onRevoke?.(token)}
        >
          Revoke
        </Button>
      ) : (
        <span className="text-muted-foreground">{MISSING}</span>
      ),
  };
  return [NAME, ...(hasOwner ? [OWNER] : []), ...DETAILS, ...(onRevoke ? [revoke] : [])];
}
