import type { TableColumn } from "@/components/table/table-columns";
import { formatCount, formatDuration, formatPercent, formatTokens, formatUsd } from "@/lib/format";
import type { TableRow } from "@/lib/analytics/schema";

type Column = TableColumn<TableRow>;

function toName(header: string): Column {
  return {
    id: "name",
    header,
    sortValue: (row) => row.name,
    firstOrder: "asc",
    className: "max-w-56 truncate",
    cell: (row) => <span title={row.name}>{row.name}</span>,
  };
}

function toCount(id: string, header: string, hint?: string): Column {
  return {
    id,
    header,
    hint,
    align: "right",
    sortValue: (row) => row.counts[id] ?? null,
    cell: (row) => formatCount(row.counts[id]),
  };
}

const PEOPLE = toCount("people", "People", "Not over several projects: somebody may be in two");

const TOKENS: Column = {
  id: "tokens",
  header: "Tokens",
  align: "right",
  sortValue: (row) => row.counts.tokens ?? null,
  cell: (row) => formatTokens(row.counts.tokens),
};

const COST: Column = {
  id: "cost",
  header: "Cost (USD)",
  align: "right",
  sortValue: (row) => row.cost_usd,
  cell: (row) => formatUsd(row.cost_usd),
};

const successOf = ({ counts }: TableRow) =>
  counts.runs && counts.succeeded != null ? counts.succeeded / counts.runs : null;

const SUCCESS: Column = {
  id: "success",
  header: "Success",
  hint: "Runs that succeeded of all runs",
  align: "right",
  sortValue: successOf,
  cell: (row) => formatPercent(successOf(row)),
};

const KIND: Column = {
  id: "kind",
  header: "Kind",
  sortValue: (row) => row.labels.kind ?? null,
  cell: (row) => row.labels.kind ?? "–",
};

const DURATION: Column = {
  id: "duration",
  header: "Time",
  align: "right",
  sortValue: (row) => row.counts.duration_ms ?? null,
  cell: (row) => formatDuration(row.counts.duration_ms),
};

export const ASSISTANT_COLUMNS = [
  toName("Assistant"),
  toCount("messages", "Messages"),
  { ...toCount("chats", "Chats"), isHiddenAtFirst: true },
  PEOPLE,
  toCount("errors", "Errors"),
  { ...TOKENS, isHiddenAtFirst: true },
  COST,
];

export const WORKFLOW_COLUMNS = [
  toName("Workflow"),
  toCount("runs", "Runs"),
  SUCCESS,
  toCount("failed", "Failed"),
  { ...toCount("aborted", "Aborted"), isHiddenAtFirst: true },
  COST,
];

export const TOOL_COLUMNS = [
  toName("Tool"),
  KIND,
  toCount("invocations", "Calls"),
  PEOPLE,
  toCount("errors", "Errors"),
];

export const REPOSITORY_COLUMNS = [
  toName("Repository"),
  toCount("lines_added", "Lines added"),
  PEOPLE,
  DURATION,
  TOKENS,
];
