import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import type { TableColumn } from "@/components/table/table-columns";
import type { BudgetRow } from "@/lib/budgets/schema";
import { formatUsd, formatUsdExact } from "@/lib/format";
import { PaceCell, ResetCell, RunsOutCell, StateCell, UsedCell } from "./budget-cells";

type BudgetColumn = TableColumn<BudgetRow>;

export const KIND_WORDS = { tenant: "Tenant", agent: "Agent", account: "Account" } as const;

const renderUsd = (amount: number | null) => (
  <span className={amount === null ? "text-muted-foreground" : ""} title={formatUsdExact(amount)}>
    {formatUsd(amount)}
  </span>
);

const FIGURES: readonly BudgetColumn[] = [
  {
    id: "runs_out",
    header: "Runs out on",
    hint: "When the limit is reached at the average rate of this period, where that is before the reset",
    isSortable: true,
    firstOrder: "asc",
    cell: (row) => <RunsOutCell budget={row} />,
  },
  {
    id: "spent",
    header: "Spent (USD)",
    hint: "LiteLLM's counter for the running period",
    align: "right",
    isSortable: true,
    cell: (row) => renderUsd(row.spend_usd),
  },
  {
    id: "soft",
    header: "Soft limit",
    hint: "Warns and never blocks",
    align: "right",
    cell: (row) => renderUsd(row.soft_limit_usd),
  },
  {
    id: "limit",
    header: "Hard limit",
    hint: "LiteLLM refuses calls above it",
    align: "right",
    isSortable: true,
    cell: (row) => renderUsd(row.limit_usd),
  },
  {
    id: "used",
    header: "Used",
    align: "right",
    isSortable: true,
    cell: (row) => <UsedCell budget={row} />,
  },
  {
    id: "pace",
    header: "Pace",
    hint: "Share of the limit used over share of the period passed; 1× ends exactly at the limit",
    align: "right",
    cell: (row) => <PaceCell pace={row.pace} />,
  },
  {
    id: "reset",
    header: "Resets",
    hint: "As LiteLLM says",
    isSortable: true,
    firstOrder: "asc",
    cell: (row) => <ResetCell budget={row} />,
  },
  { id: "state", header: "State", cell: (row) => <StateCell budget={row} /> },
];

export interface BudgetSelection {
  has: (row: BudgetRow) => boolean;
  toggle: (row: BudgetRow) => void;
}

function NameCell({
  row,
  selection,
  onOpen,
}: {
  row: BudgetRow;
  selection: BudgetSelection | null;
  onOpen: (row: BudgetRow) => void;
}) {
  return (
    <span className="flex items-center gap-2.5">
      {selection && (
        <Checkbox
          aria-label={`Select ${row.name}`}
          checked={selection.has(row)}
          disabled={!row.can_edit}
          onChange={() => selection.toggle(row)}
        />
      )}
      <span className="min-w-0">
        <button
          type="button"
          title={row.name}
          onClick={() => onOpen(row)}
          className="block max-w-full truncate text-left font-medium hover:text-brand hover:underline"
        >
          {row.name}
        </button>
        {row.kind === "agent" && (
          <span className="block truncate text-xs text-muted-foreground">{row.tenant_name}</span>
        )}
        <span className="flex flex-wrap items-center gap-x-2 text-xs text-muted-foreground md:hidden">
          {formatUsd(row.spend_usd)} of {formatUsd(row.limit_usd)} <UsedCell budget={row} />{" "}
          <span>
            {row.reset_at !== null && "resets "}
            <ResetCell budget={row} />
          </span>
        </span>
      </span>
    </span>
  );
}

/** The columns of the budgets' list; `selection` is null for who may change nothing. */
export function toBudgetColumns(
  selection: BudgetSelection | null,
  onOpen: (row: BudgetRow) => void,
): BudgetColumn[] {
  return [
    {
      id: "name",
      header: "Budget of",
      isSortable: true,
      className: "w-full max-w-[12rem] min-w-[10rem] md:max-w-0 md:min-w-[14rem]",
      cell: (row) => <NameCell row={row} selection={selection} onOpen={onOpen} />,
    },
    {
      id: "kind",
      header: "Kind",
      cell: (row) => <Badge tone="outline">{KIND_WORDS[row.kind]}</Badge>,
    },
    ...FIGURES,
  ];
}
