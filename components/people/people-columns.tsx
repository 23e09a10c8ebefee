import type { TableColumn } from "@/components/table/table-columns";
import { Hint } from "@/components/feedback/hint";
import { formatUsd, formatUsdExact } from "@/lib/format";
import type { PeoplePage, PersonRow } from "@/lib/people/schema";
import { StatusBadge } from "./status-badge";

type PersonColumn = TableColumn<PersonRow>;

function toAmountColumn(
  id: "web" | "cli" | "premium",
  header: string,
  pick: (row: PersonRow) => number | null,
): PersonColumn {
  return {
    id,
    header: `${header} (USD)`,
    align: "right",
    isSortable: true,
    cell: (row) => {
      const amount = pick(row);
      if (amount === null) return <Hint says="Not known: LiteLLM could not be read.">–</Hint>;
      return <span title={formatUsdExact(amount)}>{formatUsd(amount)}</span>;
    },
  };
}

/** The columns of a cohort's table; a click on a name opens the person. */
export function toPeopleColumns(
  page: PeoplePage | undefined,
  onOpen: (personId: string) => void,
): PersonColumn[] {
  return [
    {
      id: "user",
      header: "User",
      isSortable: true,
      className: "w-full max-w-[13rem] min-w-[11rem] md:max-w-0 md:min-w-[16rem]",
      cell: (row) => (
        <button
          type="button"
          className="block max-w-full truncate rounded-sm text-left hover:underline"
          onClick={() => onOpen(row.person_id)}
        >
          {row.person_id}
          {row.name && <span className="ml-2 text-muted-foreground">{row.name}</span>}
        </button>
      ),
      total: page && "Total of all found",
    },
    toAmountColumn("web", "Web", (row) => row.web_usd),
    toAmountColumn("cli", "CLI", (row) => row.cli_usd),
    toAmountColumn("premium", "Premium", (row) => row.premium_usd),
    {
      id: "total",
      header: "Total (USD)",
      align: "right",
      isSortable: true,
      cell: (row) => (
        <span className="font-medium" title={formatUsdExact(row.total_usd)}>
          {row.status === "partial" && "≥ "}
          {formatUsd(row.total_usd)}
        </span>
      ),
      total: page && formatUsd(page.total_usd),
    },
    {
      id: "status",
      header: "Status",
      isSortable: true,
      cell: (row) => <StatusBadge status={row.status} />,
    },
  ];
}
