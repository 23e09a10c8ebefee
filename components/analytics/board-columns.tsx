import type { TableColumn } from "@/components/table/table-columns";
import { Badge } from "@/components/ui/badge";
import { formatCount, formatUsd } from "@/lib/format";
import { formatPoints, formatScore } from "@/lib/format-details";
import { DIMENSION_IDS, type LeaderboardRow, type NamesMode } from "@/lib/analytics/board-schema";
import { DIMENSION_LABELS, INTENT_LABELS } from "@/lib/analytics/dimensions";
import { RankChange, TierBadge } from "./board-marks";

type BoardColumn = TableColumn<LeaderboardRow>;

function toNameColumn(onOpen: (row: LeaderboardRow) => void): BoardColumn {
  return {
    id: "name",
    header: "Person",
    isSortable: true,
    className: "min-w-[11rem] max-w-[14rem]",
    cell: (row) => (
      <span className="flex items-center gap-2">
        <button
          type="button"
          tabIndex={-1}
          onClick={() => onOpen(row)}
          className="truncate py-0.5 text-left font-medium hover:text-brand hover:underline"
        >
          {row.name}
        </button>
        {row.is_me && <Badge tone="brand">you</Badge>}
        {row.is_name_hidden && <span className="sr-only">(name not shown)</span>}
      </span>
    ),
  };
}

const RANK: BoardColumn = {
  id: "rank",
  header: "Rank",
  align: "right",
  isSortable: true,
  firstOrder: "asc",
  cell: (row) => formatCount(row.rank),
};

const NUMBER = { align: "right", isSortable: true } as const;

const SCORE_COLUMNS: BoardColumn[] = [
  {
    ...{ id: "score", header: "Score", hint: "Out of 100", ...NUMBER },
    cell: (row) => <span className="font-medium">{formatScore(row.score)}</span>,
  },
  {
    ...{
      id: "score_change",
      header: "± Score",
      hint: "Points against the board before",
      ...NUMBER,
    },
    cell: (row) => <RankChange change={row.score_change} unit="points" format={formatScore} />,
  },
  {
    id: "rank_change",
    header: "± Rank",
    hint: "Places against the board before; up is better",
    ...NUMBER,
    cell: (row) => <RankChange change={row.rank_change} unit="places" />,
  },
];

const KIND_COLUMNS: BoardColumn[] = [
  { id: "tier", header: "Tier", cell: (row) => <TierBadge tier={row.tier} /> },
  {
    id: "intent",
    header: "Intent",
    cell: (row) => (
      <span className="text-muted-foreground">{INTENT_LABELS[row.intent] ?? row.intent}</span>
    ),
  },
];

const DIMENSIONS: BoardColumn[] = DIMENSION_IDS.map((id) => ({
  id,
  header: id.toUpperCase(),
  hint: `${DIMENSION_LABELS[id]}, out of 100`,
  ...NUMBER,
  cell: (row) => formatPoints(row.dimensions[id]),
}));

const SPEND: BoardColumn = {
  id: "spend",
  header: "Spend (USD)",
  hint: "As the leaderboard counts it in its own 30 days; not the budget's counter",
  align: "right",
  isSortable: true,
  isHiddenAtFirst: true,
  cell: (row) => formatUsd(row.spend_usd),
};

/** The columns of the board; the spend only where all names are shown, which it would give away. */
export function toBoardColumns(
  names: NamesMode,
  onOpen: (row: LeaderboardRow) => void,
): BoardColumn[] {
  const columns = [toNameColumn(onOpen), RANK, ...SCORE_COLUMNS, ...KIND_COLUMNS, ...DIMENSIONS];
  return names === "all" ? [...columns, SPEND] : columns;
}
