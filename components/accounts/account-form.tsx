"use client";

import { type FormEvent, useId, useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import type { AccountRow, TenantChoice } from "@/lib/access/schema";
import { useAccountForm } from "./use-account-form";
import { Input } from "@/components/ui/input";
import { ROLE_LABELS, ROLE_WORDS } from "./role-labels";
import { NativeSelect } from "@/components/ui/native-select";
import { VIEWER_ROLES, type ViewerRole } from "@/lib/auth/policy";
import { ChoicePicker } from "@/components/filters/choice-picker";
import { useDebounced } from "@/components/filters/use-debounced";
import { accountQueries } from "@/lib/access/queries";
import { useRead } from "@/lib/query/use-read";

const toChoice = (tenant: TenantChoice) => ({
  id: tenant.tenant_id,
  name: tenant.tenant_name,
  tenant,
});

interface TenantPickerProps {
  chosen: readonly TenantChoice[];
  onChange: (tenants: TenantChoice[]) => void;
}

/** The tenants of an account, any of all there are. */
function TenantPicker({ chosen, onChange }: TenantPickerProps) {
  const [words, setWords] = useState("");
  const found = useRead(accountQueries.tenantChoices.options({ q: useDebounced(words.trim()) }));
  return (
    <ChoicePicker
      label="Tenants"
      chosen={chosen.map(toChoice)}
      onChange={(choices) => onChange(choices.map(({ tenant }) => tenant))}
      found={(found.data?.data ?? []).map(toChoice)}
      words={words}
      onWordsChange={setWords}
      status={found.isPending ? "Reading…" : found.error?.message}
    />
  );
}

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

interface AccountFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "email";
  help?: string;
  isOptional?: boolean;
}

/** One line of text with its label above and its help below. */
function AccountField(props: AccountFieldProps) {
  const { label, value, onChange, type = "text", help, isOptional = false } = props;
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        type={type}
        value={value}
        required={!isOptional}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {help && (
        <p id={`${id}-help`} className="text-xs text-muted-foreground">
          {help}
        </p>
      )}
    </div>
  );
}

/** What the identity provider gave, which the portal cannot change. */
function ClaimedNote({ account }: { account: AccountRow }) {
  const names = [
    ...account.tenants.filter((one) => one.is_claimed).map((one) => one.tenant_name),
    ...account.projects.filter((one) => one.is_claimed).map((one) => one.project_name),
  ];
  if (account.claimed_role === null && names.length === 0) return null;
  return (
    <p className="rounded-md bg-muted px-3 py-2 text-xs">
      The identity provider gave{" "}
      {account.claimed_role ? `the role ${ROLE_LABELS[account.claimed_role]}` : "no role"}
      {names.length > 0 && ` and ${names.join(", ")}`}. That counts before what is set here, and
      changes with its groups at the next sign-in.
    </p>
  );
}

interface RoleFieldProps {
  role: ViewerRole;
  onChange: (role: ViewerRole) => void;
}

/** A role, and what it may do in a sentence. */
function RoleField({ role, onChange }: RoleFieldProps) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>Role</Label>
      <NativeSelect
        id={id}
        value={role}
        aria-describedby={`${id}-words`}
        onChange={(event) =>
          onChange(VIEWER_ROLES.find((one) => one === event.target.value) ?? "user")
        }
      >
        {VIEWER_ROLES.map((one) => (
          <option key={one} value={one}>
            {ROLE_LABELS[one]}
          </option>
        ))}
      </NativeSelect>
      <p id={`${id}-words`} className="text-xs text-muted-foreground">
        {ROLE_WORDS[role]}
      </p>
    </div>
  );
}
