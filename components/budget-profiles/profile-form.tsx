"use client";

import { useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { BudgetHolderPicker, toTenantHolder } from "@/components/filters/budget-holder-picker";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { AlertBasis, Threshold } from "@/lib/alerts/schema";
import type { ProfileDetail, ProfileInput, ProfileSummary } from "@/lib/budget-profiles/schema";

interface ProfileFormProps {
  /** Null for a new one. */
  profile: ProfileSummary | null;
  /** Those that it is visible to, where not to all. */
  tenants: ProfileDetail["tenants"];
  isSaving: boolean;
  error: Error | null;
  /** What became of the last save. */
  notice: string | null;
  onSave: (input: ProfileInput) => void;
}

const toText = (amount: number | null | undefined) => (amount == null ? "" : String(amount));
const toAmount = (text: string) =>
  text.trim() === "" ? null : Number(text.replace(/[,$\s]/g, ""));

function toPercentText(thresholds: readonly Threshold[], basis: AlertBasis): string {
  return thresholds
    .filter((one) => one.basis === basis)
    .map((one) => one.percent)
    .join(", ");
}

function parsePercents(text: string, basis: AlertBasis): Threshold[] {
  const percents = text.split(/[\s,;%]+/).filter((part) => part !== "");
  return percents.map((part) => ({ basis, percent: Number(part) }));
}

function toStart(profile: ProfileSummary | null) {
  const rules = profile?.rules;
  return {
    name: profile?.name ?? "",
    limit: toText(rules?.limit_usd),
    soft: toText(rules?.soft_limit_usd),
    duration: rules === undefined ? "30d" : (rules.duration ?? ""),
    spent: toPercentText(rules?.thresholds ?? [{ basis: "spent", percent: 80 }], "spent"),
    forecast: toPercentText(rules?.thresholds ?? [], "forecast"),
    reason: "",
  };
}

const FIELDS = [
  ["name", "Name"],
  ["limit", "Hard limit (USD), empty: none"],
  ["soft", "Soft limit (USD), empty: none"],
  ["duration", "Period, empty: never resets"],
  ["spent", "Warn at spent, in percent"],
  ["forecast", "Warn at forecast, in percent"],
] as const;

/** The rules of a profile and who may see it; every save says why. */
export function ProfileForm(props: ProfileFormProps) {
  const { profile, isSaving, error, notice, onSave } = props;
  const [tenants, setTenants] = useState(() =>
    props.tenants.map((one) => toTenantHolder(one.tenant_id, one.tenant_name)),
  );
  const [values, setValues] = useState(() => toStart(profile));
  const [isForAll, setForAll] = useState(profile?.is_for_all_tenants ?? true);
  const set = (field: keyof typeof values, value: string) =>
    setValues((before) => ({ ...before, [field]: value }));
  const renderField = (field: keyof typeof values, label: string) => (
    <div key={field} className="grid gap-1">
      <Label htmlFor={`profile-${field}`}>{label}</Label>
      <Input
        id={`profile-${field}`}
        value={values[field]}
        onChange={(event) => set(field, event.target.value)}
      />
    </div>
  );
  return (
    <form
      aria-label={profile ? `Edit ${profile.name}` : "New profile"}
      className="grid gap-3 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        onSave({
          name: values.name,
          is_for_all_tenants: isForAll,
          tenant_ids: isForAll ? [] : tenants.map((tenant) => tenant.entityId),
          rules: {
            limit_usd: toAmount(values.limit),
            soft_limit_usd: toAmount(values.soft),
            duration: values.duration.trim() === "" ? null : values.duration.trim(),
            thresholds: [
              ...parsePercents(values.spent, "spent"),
              ...parsePercents(values.forecast, "forecast"),
            ],
            channel_ids: profile?.rules.channel_ids ?? [],
          },
          reason: values.reason,
        });
      }}
    >
      {FIELDS.map(([field, label]) => renderField(field, label))}
      <div className="flex items-center gap-2">
        <Checkbox
          id="profile-all"
          checked={isForAll}
          onChange={(event) => setForAll(event.target.checked)}
        />
        <Label htmlFor="profile-all">Visible to all tenants</Label>
      </div>
      {!isForAll && (
        <BudgetHolderPicker
          kind="tenant"
          emptyWords="Visible to no tenant yet."
          chosen={tenants}
          onChange={setTenants}
        />
      )}
      {renderField("reason", "Why")}
      <div className="flex items-end gap-3">
        <Button type="submit" disabled={isSaving}>
          {profile ? "Save profile" : "Create profile"}
        </Button>
        <p aria-live="polite" className="text-xs text-muted-foreground">
          {notice}
        </p>
      </div>
      {error && <ErrorNotice error={error} keptAsOf={null} className="mx-0 sm:col-span-full" />}
    </form>
  );
}
