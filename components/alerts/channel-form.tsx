"use client";

import { useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { BudgetHolderPicker, type BudgetHolder } from "@/components/filters/budget-holder-picker";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { useCreateAlertChannel } from "@/lib/alerts/queries";
import type { AlertChannelKind } from "@/lib/alerts/schema";

const KINDS: Record<AlertChannelKind, string> = {
  email: "E-mail",
  slack: "Slack-compatible webhook",
  webhook: "Signed webhook",
};

/** A new place to send alerts to. The secret of a signed webhook is shown once. */
export function ChannelForm() {
  const create = useCreateAlertChannel();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<AlertChannelKind>("email");
  const [target, setTarget] = useState("");
  const [tenants, setTenants] = useState<readonly BudgetHolder[]>([]);
  return (
    <form
      className="grid gap-3 border-t p-4 sm:grid-cols-2 lg:grid-cols-4"
      aria-label="New alert channel"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ name, kind, target, tenant_id: tenants[0]?.entityId ?? "" });
      }}
    >
      <SelectField label="Kind" value={kind} onChange={setKind} options={KINDS} />
      <TextField label="Name" value={name} onChange={setName} />
      <TextField
        label={kind === "email" ? "E-mail address" : "Webhook address"}
        value={target}
        onChange={setTarget}
      />
      <div className="lg:row-span-2">
        <BudgetHolderPicker
          kind="tenant"
          label="Tenant"
          isMultiple={false}
          emptyWords="For all tenants, unless you choose one."
          chosen={tenants}
          onChange={setTenants}
        />
      </div>
      <div className="flex items-start">
        <Button type="submit" disabled={create.isPending}>
          Add channel
        </Button>
      </div>
      {create.error && (
        <ErrorNotice error={create.error} keptAsOf={null} className="mx-0 sm:col-span-full" />
      )}
      {create.data?.secret && (
        <p role="status" className="rounded-md bg-brand-soft px-3 py-2 text-sm sm:col-span-full">
          The signing secret, shown this once: <code>{create.data.secret}</code>
        </p>
      )}
    </form>
  );
}
