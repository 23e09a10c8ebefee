"use client";

import { ErrorNotice } from "@/components/feedback/error-notice";
import { type BudgetHolder, BudgetHolderPicker } from "@/components/filters/budget-holder-picker";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { findIssue } from "@/components/feedback/find-issue";
import type { AlertBasis, AlertChannelRow, AlertRuleRow, AlertScope } from "@/lib/alerts/schema";
import { toScopeWords } from "@/lib/alerts/words";
import { Checkbox } from "@/components/ui/checkbox";
import { useState } from "react";
import { readPercents } from "@/components/filters/parse-amount";
import { useSaveAlertRule } from "@/lib/alerts/queries";

interface Fields {
  name: string;
  scope: AlertScope;
  holders: readonly BudgetHolder[];
  spent: string;
  forecast: string;
  channelIds: readonly string[];
}

function toPercents(rule: AlertRuleRow, basis: AlertBasis): string {
  const ofBasis = rule.thresholds.filter((one) => one.basis === basis);
  return ofBasis.map(({ percent }) => percent).join(", ");
}

function toFields(rule: AlertRuleRow | null): Fields {
  return {
    name: rule?.name ?? "",
    scope: rule?.scope ?? "tenant",
    holders: [],
    spent: rule === null ? "80, 100" : toPercents(rule, "spent"),
    forecast: rule === null ? "100" : toPercents(rule, "forecast"),
    channelIds: rule?.channel_ids ?? [],
  };
}

type Holder = Pick<BudgetHolder, "id" | "tenantId" | "entityId">;

/** Without a holder the server says what is missing. */
const NO_HOLDER: Holder = { id: "", tenantId: "", entityId: "" };

/** The fields of a rule, and saving it: a new one for each holder that was chosen, or the one that is there. */
function useRuleForm(rule: AlertRuleRow | null, onDone: () => void) {
  const save = useSaveAlertRule();
  const [fields, setFields] = useState(() => toFields(rule));
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));

  function toInput({ tenantId, entityId }: Holder) {
    const { name, scope, channelIds } = fields;
    const isOfEntity = scope === "agent" || scope === "account";
    const toThresholds = (basis: AlertBasis) =>
      readPercents(fields[basis]).percents.map((percent) => ({ basis, percent }));
    return {
      ...{ id: rule?.id, name, scope, tenant_id: tenantId, entity_id: isOfEntity ? entityId : "" },
      thresholds: [...toThresholds("spent"), ...toThresholds("forecast")],
      channel_ids: [...channelIds],
      is_enabled: true,
    };
  }

  /** What is saved leaves the choice, so that trying again after a refusal repeats nothing. */
  function saveFrom([first, ...rest]: readonly Holder[]) {
    if (first === undefined) {
      onDone();
      return;
    }
    save.mutate(toInput(first), {
      onSuccess: () => {
        setFields((before) => ({
          ...before,
          holders: before.holders.filter(({ id }) => id !== first.id),
        }));
        saveFrom(rest);
      },
    });
  }

  const issues = {
    name: findIssue(save.error, "name"),
    spent: readPercents(fields.spent).issue ?? findIssue(save.error, "thresholds"),
    forecast: readPercents(fields.forecast).issue,
  };
  function submit() {
    if (readPercents(fields.spent).issue !== null || issues.forecast !== null) return;
    const own = rule && [{ id: rule.id, tenantId: rule.tenant_id, entityId: rule.entity_id }];
    saveFrom(own ?? (fields.holders.length === 0 ? [NO_HOLDER] : fields.holders));
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

interface RuleDialogProps {
  /** "new" makes one; null is closed. */
  rule: AlertRuleRow | "new" | null;
  channels: readonly AlertChannelRow[];
  onClose: () => void;
}

/** Which budgets, at which thresholds, told where. */
export function RuleDialog({ rule, channels, onClose }: RuleDialogProps) {
  const row = rule === "new" ? null : rule;
  return (
    <Dialog open={rule !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent>
        <DialogTitle>{row ? `Edit ${row.name}` : "New alert rule"}</DialogTitle>
        <DialogDescription>
          {row
            ? toScopeWords(row)
            : "A rule says at which shares of which budgets people are told."}
        </DialogDescription>
        <RuleForm rule={row} channels={channels} onDone={onClose} />
      </DialogContent>
    </Dialog>
  );
}

interface RuleFormProps {
  rule: AlertRuleRow | null;
  channels: readonly AlertChannelRow[];
  onDone: () => void;
}

function RuleForm({ rule, channels, onDone }: RuleFormProps) {
  const { fields, issues, set, submit, save } = useRuleForm(rule, onDone);
  const { scope, holders } = fields;
  return (
    <form
      className="grid gap-3"
      aria-label={rule ? `Edit ${rule.name}` : "New alert rule"}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        label="Name"
        value={fields.name}
        onChange={(name) => set({ name })}
        issue={issues.name}
      />
      {!rule && (
        <SelectField
          label="For"
          value={scope}
          onChange={(next) => set({ scope: next, holders: [] })}
          options={SCOPES}
        />
      )}
      {!rule && scope !== "everything" && (
        <BudgetHolderPicker
          key={HOLDERS[scope]}
          kind={HOLDERS[scope]}
          chosen={holders}
          onChange={(next) => set({ holders: next })}
        />
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
      {save.error && <ErrorNotice error={save.error} keptAsOf={null} className="mx-0" />}
      <div className="flex justify-end">
        <Button type="submit" disabled={save.isPending}>
          {rule ? "Save rule" : holders.length > 1 ? `Add ${holders.length} rules` : "Add rule"}
        </Button>
      </div>
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
