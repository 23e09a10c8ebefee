import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { Button } from "@/components/ui/button";
import type { TableColumn } from "@/components/table/table-columns";
import { toAlertWords, toThresholdWords } from "@/lib/alerts/words";
import type { AlertAction, AlertRow } from "@/lib/alerts/schema";
import { formatDateTime, formatUsd } from "@/lib/format";

const STATES = {
  active: { tone: "danger", words: "Active" },
  acknowledged: { tone: "neutral", words: "Acknowledged" },
  snoozed: { tone: "warning", words: "Snoozed" },
  resolved: { tone: "success", words: "Resolved" },
} as const;

function toBudgetPath({ kind, tenant_id, entity_id }: AlertRow): Route {
  const budget = [kind, tenant_id, entity_id].map(encodeURIComponent).join("/");
  // The query is data, so it cannot be checked against the routes; /budgets is one.
  return `/budgets?budget=${encodeURIComponent(budget)}` as Route;
}

function toCrossedWords({ basis, percent, also, rule_names: names }: AlertRow): string {
  const crossed = [{ basis, percent }, ...also].map(toThresholdWords).join(", ");
  const rules = names.map((name) => `“${name}”`).join(", ") || "a rule that is gone";
  return `Crossed ${crossed} by ${rules}`;
}

function StateCell({ row }: { row: AlertRow }) {
  const look = STATES[row.state];
  return (
    <span className="grid gap-0.5">
      <Badge tone={look.tone}>{look.words}</Badge>
      {row.snoozed_until && (
        <span className="text-xs text-muted-foreground">
          until {formatDateTime(row.snoozed_until)}
        </span>
      )}
      {row.changed_by && row.state !== "snoozed" && (
        <span className="text-xs text-muted-foreground">by {row.changed_by}</span>
      )}
    </span>
  );
}

export interface AlertSelection {
  has: (row: AlertRow) => boolean;
  toggle: (row: AlertRow) => void;
}

function Actions({ row, act }: { row: AlertRow; act: (action: AlertAction) => void }) {
  if (!row.can_act) return null;
  const order = (action: AlertAction["action"]) => act({ alert_ids: [row.id], action, hours: 24 });
  return (
    <span className="flex justify-end gap-1">
      {row.state !== "acknowledged" && (
        <Button
          size="sm"
          variant="outline"
          aria-label={`Acknowledge: ${toAlertWords(row)}`}
          onClick={() => order("acknowledge")}
        >
          Acknowledge
        </Button>
      )}
      {row.state !== "snoozed" && (
        <Button
          size="sm"
          variant="quiet"
          aria-label={`Snooze 1 d: ${toAlertWords(row)}`}
          onClick={() => order("snooze")}
        >
          Snooze 1 d
        </Button>
      )}
    </span>
  );
}

/** The columns of the alerts' list. */
export function toAlertColumns(
  act: (action: AlertAction) => void,
  selection: AlertSelection,
): TableColumn<AlertRow>[] {
  return [
    {
      id: "says",
      header: "Alert",
      className: "w-full max-w-[14rem] min-w-[14rem] whitespace-normal! md:max-w-0",
      cell: (row) => (
        <span className="flex items-start gap-2.5 py-1.5">
          {row.can_act && (
            <Checkbox
              aria-label={`Select ${row.name}`}
              checked={selection.has(row)}
              onChange={() => selection.toggle(row)}
              className="mt-0.5"
            />
          )}
          <span>
            <Link href={toBudgetPath(row)} className="font-medium hover:text-brand hover:underline">
              {toAlertWords(row)}
            </Link>
            <span className="block text-xs text-muted-foreground">{toCrossedWords(row)}</span>
          </span>
        </span>
      ),
    },
    { id: "state", header: "State", cell: (row) => <StateCell row={row} /> },
    {
      id: "crossed",
      header: "Crossed",
      hint: "When a threshold was last crossed from below",
      cell: (row) => formatDateTime(row.crossed_at),
    },
    { id: "limit", header: "Limit", align: "right", cell: (row) => formatUsd(row.limit_usd) },
    { id: "actions", header: "Actions", cell: (row) => <Actions row={row} act={act} /> },
  ];
}
