"use client";

import { useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { findIssue } from "@/components/feedback/find-issue";
import { BudgetHolderPicker, type BudgetHolder } from "@/components/filters/budget-holder-picker";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { SelectField, TextField } from "@/components/ui/field";
import { useSaveAlertChannel } from "@/lib/alerts/queries";
import type { AlertChannelKind, AlertChannelRow } from "@/lib/alerts/schema";

export const CHANNEL_KINDS: Record<AlertChannelKind, string> = {
  email: "E-mail",
  slack: "Slack-compatible webhook",
  webhook: "Signed webhook",
};

interface ChannelDialogProps {
  /** "new" makes one; null is closed. */
  channel: AlertChannelRow | "new" | null;
  onClose: () => void;
}

/** A place to send alerts to. */
export function ChannelDialog({ channel, onClose }: ChannelDialogProps) {
  const row = channel === "new" ? null : channel;
  return (
    <Dialog open={channel !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent>
        <DialogTitle>{row ? `Edit ${row.name}` : "New alert channel"}</DialogTitle>
        <DialogDescription>
          {row
            ? `${CHANNEL_KINDS[row.kind]}${row.tenant_name === null ? "" : ` of ${row.tenant_name}`}`
            : "Rules send their alerts to the channels that they name."}
        </DialogDescription>
        <ChannelForm channel={row} onClose={onClose} />
      </DialogContent>
    </Dialog>
  );
}

/** The secret of a signed webhook is shown once. */
function ChannelForm({
  channel,
  onClose,
}: {
  channel: AlertChannelRow | null;
  onClose: () => void;
}) {
  const save = useSaveAlertChannel();
  const [name, setName] = useState(channel?.name ?? "");
  const [kind, setKind] = useState<AlertChannelKind>(channel?.kind ?? "email");
  const [target, setTarget] = useState("");
  const [tenants, setTenants] = useState<readonly BudgetHolder[]>([]);
  if (save.data?.secret) return <Secret secret={save.data.secret} onClose={onClose} />;
  return (
    <form
      className="grid gap-3"
      aria-label={channel ? `Edit ${channel.name}` : "New alert channel"}
      onSubmit={(event) => {
        event.preventDefault();
        const tenant_id = channel?.tenant_id ?? tenants[0]?.entityId ?? "";
        const onSuccess = ({ secret }: { secret: string | null }) => secret ?? onClose();
        save.mutate({ id: channel?.id, name, kind, target, tenant_id }, { onSuccess });
      }}
    >
      {!channel && (
        <SelectField label="Kind" value={kind} onChange={setKind} options={CHANNEL_KINDS} />
      )}
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        issue={findIssue(save.error, "name")}
      />
      <TextField
        label={kind === "email" ? "E-mail address" : "Webhook address"}
        help={channel && `Empty keeps ${channel.target ?? "the address that it has"}.`}
        value={target}
        onChange={setTarget}
        issue={findIssue(save.error, "target")}
      />
      {!channel && (
        <BudgetHolderPicker
          kind="tenant"
          label="Tenant"
          isMultiple={false}
          emptyWords="For all tenants, unless you choose one."
          chosen={tenants}
          onChange={setTenants}
        />
      )}
      {save.error && <ErrorNotice error={save.error} keptAsOf={null} className="mx-0" />}
      <div className="flex justify-end">
        <Button type="submit" disabled={save.isPending}>
          {channel ? "Save channel" : "Add channel"}
        </Button>
      </div>
    </form>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <>
      <p role="status" className="rounded-md bg-brand-soft px-3 py-2 text-sm break-all">
        The signing secret, shown this once: <code>{secret}</code>
      </p>
      <div className="flex justify-end">
        <Button onClick={onClose}>I have kept it</Button>
      </div>
    </>
  );
}
