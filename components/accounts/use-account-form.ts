"use client";

import { useState } from "react";
import { useChangeAccount, useCreateAccount, useResetPassword } from "@/lib/access/queries";
import type { AccountRow, TenantChoice } from "@/lib/access/schema";
import type { ViewerRole } from "@/lib/auth/policy";

export interface AccountFields {
  email: string;
  name: string;
  role: ViewerRole;
  tenants: TenantChoice[];
  /** As typed, separated by commas. */
  projects: string;
  isDisabled: boolean;
  hasPassword: boolean;
  reason: string;
}

function toFields(account: AccountRow | null): AccountFields {
  return {
    email: account?.email ?? "",
    name: account?.name ?? "",
    role: account?.given_role ?? "user",
    tenants: account?.tenants.filter((one) => !one.is_claimed) ?? [],
    projects: (account?.projects ?? [])
      .filter((one) => !one.is_claimed)
      .map((one) => one.project_name)
      .join(", "),
    isDisabled: account?.is_disabled ?? false,
    hasPassword: account?.has_password ?? true,
    reason: "",
  };
}

function toRequest(fields: AccountFields) {
  return {
    name: fields.name,
    role: fields.role,
    tenant_ids: fields.tenants.map((tenant) => tenant.tenant_id),
    project_names: fields.projects
      .split(",")
      .map((project) => project.trim())
      .filter((project) => project !== ""),
  };
}

/** The fields of the dialog and what saves them; `onDone` gets a password that was made. */
export function useAccountForm(
  account: AccountRow | null,
  onDone: (account: AccountRow, password: string | null) => void,
) {
  const [fields, setFields] = useState(() => toFields(account));
  const create = useCreateAccount();
  const change = useChangeAccount();
  const reset = useResetPassword();

  function save() {
    const request = toRequest(fields);
    if (account === null) {
      const { email, hasPassword } = fields;
      create.mutate(
        { ...request, email, has_password: hasPassword },
        { onSuccess: (made) => onDone(made.account, made.password) },
      );
      return;
    }
    const reason = fields.reason.trim();
    change.mutate(
      {
        userId: account.user_id,
        change: { ...request, is_disabled: fields.isDisabled, reason: reason || undefined },
      },
      { onSuccess: (changed) => onDone(changed, null) },
    );
  }

  function givePassword() {
    if (account === null) return;
    reset.mutate(account.user_id, { onSuccess: (made) => onDone(made.account, made.password) });
  }

  return {
    fields,
    set: (values: Partial<AccountFields>) => setFields((current) => ({ ...current, ...values })),
    save,
    givePassword,
    isSaving: create.isPending || change.isPending || reset.isPending,
    error: create.error ?? change.error ?? reset.error,
  };
}
