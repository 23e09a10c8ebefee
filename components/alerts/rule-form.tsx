"use client";

import { ErrorNotice } from "@/components/feedback/error-notice";
import { type BudgetHolder, BudgetHolderPicker } from "@/components/filters/budget-holder-picker";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import type { AlertChannelRow, AlertScope } from "@/lib/alerts/schema";
import { Checkbox } from "@/components/ui/checkbox";
import { useState } from "react";
import { readPercents } from "@/components/filters/parse-amount";
import { useSaveAlertRule } from "@/lib/alerts/queries";

const EMPTY = {
  name: "",
  scope: "tenant" as AlertScope,
  holders: [] as readonly BudgetHolder[],
  spent: "80, 100",
  forecast: "100",
  channelIds: [] as readonly string[],
};
type Fields = typeof EMPTY;

/** Without a holder the server says what is missing. */
const NO_HOLDER = { id: "", tenantId: "", entityId: "" };

/** The fields of a new rule, and saving it: one rule for each holder that was chosen. */
function useRuleForm() {
  const save = useSaveAlertRule();
  const [fields, setFields] = useState(EMPTY);
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));

  function toRule({ tenantId, entityId }: Pick<BudgetHolder, "tenantId" | "entityId">) {
    const { name, scope, spent, forecast, channelIds } = fields;
    const isOfEntity = scope === "agent" || scope === "account";
    return {
      ...{ name, scope, tenant_id: tenantId, entity_id: isOfEntity ? entityId : "" },
      thresholds: [
        ...readPercents(spent).percents.map((percent) => ({ basis: "spent" as const, percent })),
        ...readPercents(forecast).percents.map((percent) => ({
          basis: "forecast" as const,
          percent,
        })),
      ],
      channel_ids: [...channelIds],
      is_enabled: true,
    };
  }

  /** What is saved leaves the choice, so that trying again after a refusal repeats nothing. */
  function saveFrom(holders: readonly Pick<BudgetHolder, "id" | "tenantId" | "entityId">[]) {
    const [first, ...rest] = holders;
    if (first === undefined) return;
    save.mutate(toRule(first), {
      onSuccess: () => {
        setFields((before) => ({
          ...before,
          holders: before.holders.filter(({ id }) => id !== first.id),
        }));
        saveFrom(rest);
      },
    });
  }

  const isForAll = fields.scope === "everything";
  const issues = {
    spent: readPercents(fields.spent).issue,
    forecast: readPercents(fields.forecast).issue,
  };
  function submit() {
    if (issues.spent !== null || issues.forecast !== null) return;
    saveFrom(isForAll || fields.holders.length === 0 ? [NO_HOLDER] : fields.holders);
  }
  return { fields, issues, set, submit, save };
}

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
      <TextField label="Name" value={fields.name} onChange={(name) => set({ name })} />
      <SelectField
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
      <TextField
        label="Spent, in percent"
        value={fields.spent}
        issue={issues.spent}
        onChange={(spent) => set({ spent })}
      />
      <TextField
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

interface ChannelChoiceProps {
  channels: readonly AlertChannelRow[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Which channels a rule tells. */
function ChannelChoice({ channels, chosen, onChange }: ChannelChoiceProps) {
  if (channels.length === 0) {
    return (
      <p className="self-end text-xs text-muted-foreground">
        Without a channel the alert is in the portal only.
      </p>
    );
  }
  return (
    <fieldset className="grid content-start gap-1">
      <legend className="text-sm font-medium">Channels</legend>
      {channels.map((channel) => (
        <label key={channel.id} className="flex items-center gap-2 text-sm">
          <Checkbox
            checked={chosen.includes(channel.id)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...chosen, channel.id]
                  : chosen.filter((id) => id !== channel.id),
              )
            }
          />
          {channel.name}
        </label>
      ))}
    </fieldset>
  );
}
