"use client";

import { useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { NativeSelect } from "@/components/ui/native-select";
import { useCreateAlertChannel } from "@/lib/alerts/queries";
import type { AlertChannelKind } from "@/lib/alerts/schema";

const KINDS: Record<AlertChannelKind, { words: string; target: string }> = {
  email: { words: "E-mail", target: "E-mail address" },
  slack: { words: "Slack-compatible webhook", target: "Webhook address" },
  webhook: { words: "Signed webhook", target: "Webhook address" },
};

function isKind(name: string): name is AlertChannelKind {
  return name in KINDS;
}

/** A new place to send alerts to. The secret of a signed webhook is shown once. */
export function ChannelForm() {
  const create = useCreateAlertChannel();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<AlertChannelKind>("email");
  const [target, setTarget] = useState("");
  const [tenantId, setTenantId] = useState("");
  const fields = [
    { id: "channel-name", label: "Name", value: name, set: setName },
    { id: "channel-target", label: KINDS[kind].target, value: target, set: setTarget },
    { id: "channel-tenant", label: "Tenant's id (empty: all)", value: tenantId, set: setTenantId },
  ];
  return (
    <form
      className="grid gap-3 border-t p-4 sm:grid-cols-2 lg:grid-cols-5"
      aria-label="New alert channel"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ name, kind, target, tenant_id: tenantId });
      }}
    >
      <div className="grid gap-1">
        <Label htmlFor="channel-kind">Kind</Label>
        <NativeSelect
          id="channel-kind"
          className="w-full"
          value={kind}
          onChange={(event) => isKind(event.target.value) && setKind(event.target.value)}
        >
          {Object.entries(KINDS).map(([value, { words }]) => (
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
      <div className="flex items-end">
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
