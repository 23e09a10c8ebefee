"use client";

import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { Deletion } from "@/components/feedback/deletion";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn } from "@/components/table/table-columns";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ALERTS_KEY, alertQueries } from "@/lib/alerts/queries";
import { toScopeWords, toThresholdWords } from "@/lib/alerts/words";
import type { AlertChannelRow, AlertRuleRow } from "@/lib/alerts/schema";
import { RuleDialog } from "./rule-form";
import { useRead } from "@/lib/query/use-read";

function toColumns(
  channels: readonly AlertChannelRow[],
  edit: (rule: AlertRuleRow) => void,
  remove: (rule: AlertRuleRow) => void,
): TableColumn<AlertRuleRow>[] {
  return [
    {
      id: "name",
      header: "Rule",
      cell: (row) => (
        <span className="font-medium">
          {row.name}{" "}
          {row.is_stopped && (
            <Badge tone="warning">stopped: whoever saved it may not see this any more</Badge>
          )}
        </span>
      ),
    },
    { id: "scope", header: "For", cell: toScopeWords },
    {
      id: "thresholds",
      header: "Thresholds",
      cell: (row) => (
        <span className="flex flex-wrap gap-1 py-1">
          {row.thresholds.map(({ basis, percent }) => (
            <Badge key={`${basis}${percent}`} tone={basis === "forecast" ? "brand" : "neutral"}>
              {toThresholdWords({ basis, percent })}
            </Badge>
          ))}
        </span>
      ),
    },
    {
      id: "channels",
      header: "Goes to",
      cell: (row) =>
        row.channel_ids
          .map((id) => channels.find((channel) => channel.id === id)?.name ?? "another channel")
          .join(", ") || "the portal only",
    },
    {
      id: "actions",
      header: "Actions",
      cell: (row) =>
        row.can_edit ? (
          <span className="flex gap-1">
            <Button
              size="sm"
              variant="outline"
              aria-label={`Edit the rule ${row.name}`}
              onClick={() => edit(row)}
            >
              Edit
            </Button>
            <Button
              size="sm"
              variant="quiet"
              aria-label={`Delete the rule ${row.name}`}
              onClick={() => remove(row)}
            >
              Delete
            </Button>
          </span>
        ) : (
          <span className="text-xs text-muted-foreground">
            {row.is_of_profile ? "kept by a profile" : ""}
          </span>
        ),
    },
  ];
}

/** Which budgets raise alerts, at which thresholds, and who is told. */
export function RulesTab({ canAdd }: { canAdd: boolean }) {
  const rules = useRead(alertQueries.rules.options({}));
  const channels = useRead(alertQueries.channels.options({})).data?.data.items;
  const [edited, setEdited] = useState<AlertRuleRow | "new" | null>(null);
  const [asked, setAsked] = useState<AlertRuleRow | null>(null);
  const columns = useMemo(
    () => toColumns(channels ?? [], setEdited, setAsked),
    [channels, setEdited, setAsked],
  );
  return (
    <>
      {rules.error && <ErrorNotice error={rules.error} keptAsOf={null} className="mt-3" />}
      <Deletion
        noun="rule"
        says="Its open alerts are over with it, and it raises no more."
        path={alertQueries.rules.path}
        renews={ALERTS_KEY}
        asked={asked}
        onAnswered={() => setAsked(null)}
      />
      <DataTable
        label="Alert rules"
        columns={columns}
        rows={rules.data?.data.items ?? []}
        rowKey={(row) => row.id}
        isLoading={rules.isPending}
        emptyTitle="No rules"
        toolbar={
          canAdd && (
            <Button size="sm" onClick={() => setEdited("new")}>
              <Plus aria-hidden />
              New rule
            </Button>
          )
        }
      />
      <RuleDialog rule={edited} channels={channels ?? []} onClose={() => setEdited(null)} />
    </>
  );
}
