"use client";

import { useMemo } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn } from "@/components/table/table-columns";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ALERTS_KEY, alertQueries } from "@/lib/alerts/queries";
import { useDelete } from "@/lib/query/use-delete";
import { toThresholdWords } from "@/lib/alerts/words";
import type { AlertChannelRow, AlertRuleRow } from "@/lib/alerts/schema";
import { RuleForm } from "./rule-form";
import { useRead } from "@/lib/query/use-read";

const SCOPES = {
  everything: "Every tenant and agent",
  tenant: "Tenant",
  "tenant-agents": "All agents of",
  agent: "Agent",
  account: "Account",
} as const;

function toScopeWords(rule: AlertRuleRow): string {
  const of = rule.tenant_name ?? rule.tenant_id;
  if (rule.scope === "everything") return SCOPES.everything;
  if (rule.scope === "agent") return `${rule.entity_name ?? "An agent that is gone"} of ${of}`;
  if (rule.scope === "account") return `Account ${rule.entity_id}`;
  return `${SCOPES[rule.scope]} ${of}`;
}

function toColumns(
  channels: readonly AlertChannelRow[],
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
          <Button
            size="sm"
            variant="quiet"
            aria-label={`Delete the rule ${row.name}`}
            onClick={() => remove(row)}
          >
            Delete
          </Button>
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
  const remove = useDelete({ renews: ALERTS_KEY });
  const columns = useMemo(
    () =>
      toColumns(channels ?? [], (rule) => remove.mutate(`${alertQueries.rules.path}/${rule.id}`)),
    [channels, remove],
  );
  const error = rules.error ?? remove.error;
  return (
    <>
      {error && <ErrorNotice error={error} keptAsOf={null} className="mt-3" />}
      <DataTable
        label="Alert rules"
        columns={columns}
        rows={rules.data?.data.items ?? []}
        rowKey={(row) => row.id}
        isLoading={rules.isPending}
        emptyTitle="No rules"
      />
      {canAdd && <RuleForm channels={channels ?? []} />}
    </>
  );
}
