"use client";

import { useId, type FormEvent } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import type { AccountRow } from "@/lib/access/schema";
import { AccountField } from "./account-field";
import { ClaimedNote } from "./claimed-note";
import { RoleField } from "./role-field";
import { TenantPicker } from "./tenant-picker";
import { useAccountForm } from "./use-account-form";

interface AccountFormProps {
  account: AccountRow | null;
  onDone: (account: AccountRow, password: string | null) => void;
}

/** E-mail, name, role, tenants, projects, state. */
export function AccountForm({ account, onDone }: AccountFormProps) {
  const { fields, set, save, givePassword, isSaving, error } = useAccountForm(account, onDone);
  const id = useId();
  const isOperator = fields.role === "operator" || account?.role === "operator";

  function submit(event: FormEvent) {
    event.preventDefault();
    save();
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      {account === null && (
        <AccountField
          label="E-mail"
          type="email"
          value={fields.email}
          onChange={(email) => set({ email })}
        />
      )}
      <AccountField label="Name" value={fields.name} onChange={(name) => set({ name })} />
      <RoleField role={fields.role} onChange={(role) => set({ role })} />
      {account && <ClaimedNote account={account} />}
      {isOperator && (
        <>
          <TenantPicker chosen={fields.tenants} onChange={(tenants) => set({ tenants })} />
          <AccountField
            label="Projects"
            help="Names of analytics projects, separated by commas."
            value={fields.projects}
            isOptional
            onChange={(projects) => set({ projects })}
          />
        </>
      )}
      <div className="flex items-center gap-2.5">
        <Checkbox
          id={`${id}-check`}
          checked={account ? fields.isDisabled : fields.hasPassword}
          onChange={(event) =>
            set(
              account
                ? { isDisabled: event.target.checked }
                : { hasPassword: event.target.checked },
            )
          }
        />
        <Label htmlFor={`${id}-check`} className="font-normal!">
          {account ? "Disabled: may not sign in, tokens are refused" : "Make a password"}
        </Label>
      </div>
      {account && (
        <AccountField
          label="Reason"
          help="Kept in the audit log."
          value={fields.reason}
          isOptional
          onChange={(reason) => set({ reason })}
        />
      )}
      {error && <ErrorNotice error={error} keptAsOf={null} className="mx-0!" />}
      <div className="flex flex-wrap justify-end gap-2">
        {account && (
          <Button variant="outline" disabled={isSaving} onClick={givePassword}>
            New password
          </Button>
        )}
        <Button type="submit" disabled={isSaving}>
          {account ? "Save" : "Create account"}
        </Button>
      </div>
    </form>
  );
}
