"use client";

import { ErrorNotice } from "@/components/feedback/error-notice";
import { BudgetHolderPicker } from "@/components/filters/budget-holder-picker";
import { Button } from "@/components/ui/button";
import type { AlertChannelRow, AlertScope } from "@/lib/alerts/schema";
import { AlertField } from "./alert-field";
import { AlertSelect } from "./alert-select";
import { ChannelChoice } from "./channel-choice";
import { useRuleForm } from "./use-rule-form";

const SCOPES: Record<AlertScope, string> = {
  tenant: "Tenants",
  "tenant-agents": "All agents of tenants",
  agent: "Agents",
  account: "People's accounts",
  everything: "Every tenant and agent",
};

const HOLDERS = {
  tenant: "tenant",
  "tenant-agents": "tenant",
  agent: "agent",
  account: "account",
} as const;

/** New rules: which budgets, at which thresholds, told where. */
export function RuleForm({ channels }: { channels: readonly AlertChannelRow[] }) {
  const { fields, issues, set, submit, save } = useRuleForm();
  const { scope, holders } = fields;
  return (
    <form
      className="grid gap-3 border-t p-4 sm:grid-cols-2 lg:grid-cols-3"
      aria-label="New alert rule"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <AlertField label="Name" value={fields.name} onChange={(name) => set({ name })} />
      <AlertSelect
        label="For"
        value={scope}
        onChange={(next) => set({ scope: next, holders: [] })}
        options={SCOPES}
      />
      {scope !== "everything" && (
        <div className="lg:row-span-2">
          <BudgetHolderPicker
            key={HOLDERS[scope]}
            kind={HOLDERS[scope]}
            chosen={holders}
            onChange={(next) => set({ holders: next })}
          />
        </div>
      )}
      <AlertField
        label="Spent, in percent"
        value={fields.spent}
        issue={issues.spent}
        onChange={(spent) => set({ spent })}
      />
      <AlertField
        label="Forecast, in percent"
        value={fields.forecast}
        issue={issues.forecast}
        onChange={(forecast) => set({ forecast })}
      />
      <ChannelChoice
        channels={channels}
        chosen={fields.channelIds}
        onChange={(channelIds) => set({ channelIds })}
      />
      <div className="flex items-end gap-3">
        <Button type="submit" disabled={save.isPending}>
          {holders.length > 1 ? `Add ${holders.length} rules` : "Add rule"}
        </Button>
        <p aria-live="polite" className="text-xs text-muted-foreground">
          {save.isSuccess ? "Added." : ""}
        </p>
      </div>
      {save.error && (
        <ErrorNotice error={save.error} keptAsOf={null} className="mx-0 sm:col-span-full" />
      )}
    </form>
  );
}
