import { ACCOUNT_SERIES } from "@/components/charts/account-series";
import type { TableColumn } from "@/components/table/table-columns";
import { Hint } from "@/components/feedback/hint";
import { formatUsd, formatUsdExact } from "@/lib/format";
import type { PeoplePage, PersonRow } from "@/lib/people/schema";
import { PersonState } from "./person-state";

type PersonColumn = TableColumn<PersonRow>;

const PICKS = {
  web: (row: Amounts) => row.web_usd,
  cli: (row: Amounts) => row.cli_usd,
  premium: (row: Amounts) => row.premium_usd,
};
type Amounts = Pick<PersonRow, "web_usd" | "cli_usd" | "premium_usd">;

/** The accounts that the page has, each with its sum over all that the filters find. */
function listAmountColumns(page: PeoplePage | undefined): PersonColumn[] {
  const account = page?.account ?? "all";
  return ACCOUNT_SERIES.filter(({ id }) => account === "all" || id === account).map(
    ({ id, name }): PersonColumn => ({
      id,
      header: `${name} (USD)`,
      align: "right",
      isSortable: true,
      cell: (row) => {
        const amount = PICKS[id](row);
        if (amount === null) return <Hint says="Not known: LiteLLM could not be read.">–</Hint>;
        return <span title={formatUsdExact(amount)}>{formatUsd(amount)}</span>;
      },
      total: page && formatUsd(PICKS[id](page.sum)),
    }),
  );
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
          {row.name ?? row.person_id}
          {row.name && <span className="ml-2 text-muted-foreground">{row.person_id}</span>}
        </button>
      ),
      total: page && "Total of all found",
    },
    ...listAmountColumns(page),
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
      total: page && formatUsd(page.sum.total_usd),
    },
    {
      id: "status",
      header: "Status",
      isSortable: true,
      cell: (row) => <PersonState person={row} />,
    },
  ];
}
