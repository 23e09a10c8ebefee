"use client";

import { useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { findIssue } from "@/components/feedback/find-issue";
import { BudgetHolderPicker, toTenantHolder } from "@/components/filters/budget-holder-picker";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { SelectField, TextField } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { formatBudgetDuration } from "@/lib/budgets/period";
import { MoneyField } from "@/components/filters/money-field";
import type { ProfileDetail, ProfileInput, ProfileSummary } from "@/lib/budget-profiles/schema";
import { findIssues, toRules, toTypedRules } from "./typed-rules";

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

const AMOUNTS = [
  ["limit", "Hard limit (USD), empty: none"],
  ["soft", "Soft limit (USD), empty: none"],
] as const;
const FIELDS = [
  ["spent", "Warn at spent, in percent"],
  ["forecast", "Warn at forecast, in percent"],
] as const;

const PERIODS: Record<string, string> = {
  "": "Never resets",
  "1d": "Every day",
  "7d": "Every 7 days",
  "30d": "Every 30 days, with the month",
  "1mo": "Every month",
};

/** What the portal calls the fields when it refuses one. */
const SENT_FIELDS = {
  name: "name",
  reason: "reason",
  limit: "rules.limit_usd",
  soft: "rules.soft_limit_usd",
  duration: "rules.duration",
  spent: "rules.thresholds",
  forecast: "rules.thresholds",
};

/** The rules of a profile and who may see it; every save says why. */
export function ProfileForm(props: ProfileFormProps) {
  const { profile, isSaving, error, notice, onSave } = props;
  const [tenants, setTenants] = useState(() =>
    props.tenants.map((one) => toTenantHolder(one.tenant_id, one.tenant_name)),
  );
  const [values, setValues] = useState(() => ({
    name: profile?.name ?? "",
    reason: "",
    ...toTypedRules(profile?.rules ?? null),
  }));
  const [isForAll, setForAll] = useState(profile?.is_for_all_tenants ?? true);
  const set = (field: keyof typeof values, value: string) =>
    setValues({ ...values, [field]: value });
  const issues = findIssues(values);
  const renderField = (field: keyof typeof values, label: string) => (
    <TextField
      key={field}
      label={label}
      value={values[field]}
      issue={issues[field] ?? findIssue(error, SENT_FIELDS[field])}
      onChange={(value) => set(field, value)}
    />
  );
  return (
    <form
      aria-label={profile ? `Edit ${profile.name}` : "New profile"}
      className="grid gap-3 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        const rules = toRules(values, profile?.rules.channel_ids ?? []);
        if (rules === null) return;
        const tenant_ids = isForAll ? [] : tenants.map((tenant) => tenant.entityId);
        const { name, reason } = values;
        onSave({ name, is_for_all_tenants: isForAll, tenant_ids, rules, reason });
      }}
    >
      {renderField("name", "Name")}
      {AMOUNTS.map(([field, label]) => (
        <MoneyField
          key={field}
          label={label}
          value={values[field]}
          onChange={(text) => set(field, text)}
          issue={findIssue(error, SENT_FIELDS[field])}
        />
      ))}
      <PeriodField
        value={values.duration}
        onChange={(duration) => set("duration", duration)}
        issue={findIssue(error, SENT_FIELDS.duration)}
      />
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
      <SaveBar words={profile ? "Save profile" : "Create profile"} {...{ isSaving, notice }} />
      {error && <ErrorNotice error={error} keptAsOf={null} className="mx-0 sm:col-span-full" />}
    </form>
  );
}

function SaveBar(props: { words: string; isSaving: boolean; notice: string | null }) {
  return (
    <div className="flex items-end gap-3">
      <Button type="submit" disabled={props.isSaving}>
        {props.words}
      </Button>
      <p aria-live="polite" className="text-xs text-muted-foreground">
        {props.notice}
      </p>
    </div>
  );
}

interface PeriodFieldProps {
  value: string;
  onChange: (duration: string) => void;
  issue: string | null;
}

/** A period that LiteLLM knows; another one that the profile has already stays a choice. */
function PeriodField({ value, onChange, issue }: PeriodFieldProps) {
  return (
    <SelectField
      label="Period"
      value={value}
      onChange={onChange}
      options={{ [value]: formatBudgetDuration(value), ...PERIODS }}
      issue={issue}
    />
  );
}
