"use client";

import { useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { NativeSelect } from "@/components/ui/native-select";
import { useSaveAlertRule } from "@/lib/alerts/queries";
import type { AlertChannelRow, AlertScope } from "@/lib/alerts/schema";
import { parseThresholds } from "./parse-thresholds";

const SCOPES: Record<AlertScope, string> = {
  tenant: "A tenant",
  "tenant-agents": "All agents of a tenant",
  agent: "One agent",
  account: "One person's account",
  everything: "Every tenant and agent",
};

function isScope(name: string): name is AlertScope {
  return name in SCOPES;
}

/** A new rule: which budgets, at which thresholds, told where. */
export function RuleForm({ channels }: { channels: readonly AlertChannelRow[] }) {
  const save = useSaveAlertRule();
  const [name, setName] = useState("");
  const [scope, setScope] = useState<AlertScope>("tenant");
  const [tenantId, setTenantId] = useState("");
  const [entityId, setEntityId] = useState("");
  const [spent, setSpent] = useState("80, 100");
  const [forecast, setForecast] = useState("100");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const thresholds = [...parseThresholds("spent", spent), ...parseThresholds("forecast", forecast)];

  const fields = [
    ...(scope === "everything" || scope === "account"
      ? []
      : [{ id: "rule-tenant", label: "Tenant's id", value: tenantId, set: setTenantId }]),
    ...(scope === "agent" || scope === "account"
      ? [{ id: "rule-entity", label: "Its id", value: entityId, set: setEntityId }]
      : []),
    { id: "rule-spent", label: "Spent, in percent", value: spent, set: setSpent },
    { id: "rule-forecast", label: "Forecast, in percent", value: forecast, set: setForecast },
  ];

  return (
    <form
      className="grid gap-3 border-t p-4 sm:grid-cols-2 lg:grid-cols-3"
      aria-label="New alert rule"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          ...{ name, scope, tenant_id: tenantId, entity_id: entityId, thresholds },
          channel_ids: [...chosen],
          is_enabled: true,
        });
      }}
    >
      <div className="grid gap-1">
        <Label htmlFor="rule-name">Name</Label>
        <Input id="rule-name" value={name} onChange={(event) => setName(event.target.value)} />
      </div>
      <div className="grid gap-1">
        <Label htmlFor="rule-scope">For</Label>
        <NativeSelect
          id="rule-scope"
          className="w-full"
          value={scope}
          onChange={(event) => isScope(event.target.value) && setScope(event.target.value)}
        >
          {Object.entries(SCOPES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </NativeSelect>
      </div>
      {fields.map((field) => (
        <div key={field.id} className="grid gap-1">
          <Label htmlFor={field.id}>{field.label}</Label>
          <Input
            id={field.id}
            value={field.value}
            onChange={(event) => field.set(event.target.value)}
          />
        </div>
      ))}
      <ChannelChoice channels={channels} chosen={chosen} onChange={setChosen} />
      <div className="flex items-end gap-3">
        <Button type="submit" disabled={save.isPending}>
          Add rule
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
