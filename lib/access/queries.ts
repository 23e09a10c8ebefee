import { useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteJson, postJson } from "@/lib/http/api-client";
import { defineRead } from "@/lib/query/read";
import type {
  AccountChange,
  AccountList,
  AccountListQuery,
  AccountRow,
  AccountWithPassword,
  NewAccount,
  TenantChoice,
} from "./schema";

const PATH = "/api/portal/admin/accounts";

const ACCOUNTS_KEY = ["admin", "accounts"];

export const accountQueries = {
  list: defineRead<AccountListQuery, AccountList>()("/api/portal/admin/accounts"),
  tenantChoices: defineRead<{ q: string }, TenantChoice[]>()("/api/portal/admin/tenant-choices"),
};

function toPath(userId: string, rest = ""): string {
  return `${PATH}/${encodeURIComponent(userId)}${rest}`;
}

/** The answer may have a password, so it is not kept in the cache of answers. */
export function useCreateAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (account: NewAccount) => postJson<AccountWithPassword>(PATH, account),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: ACCOUNTS_KEY }),
  });
}

export function useChangeAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ userId, change }: { userId: string; change: AccountChange }) =>
      postJson<AccountRow>(toPath(userId), change),
    onSuccess: () => client.invalidateQueries({ queryKey: ACCOUNTS_KEY }),
  });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: (userId: string) => postJson<AccountWithPassword>(toPath(userId, "/password"), {}),
    gcTime: 0,
  });
}

/** Ends every session of the viewer's own, and the API tokens where that is asked for. */
export function useEndAllSessions() {
  return useMutation({
    mutationFn: ({ withTokens }: { withTokens: boolean }) =>
      deleteJson(`/api/portal/me/sessions?with_tokens=${withTokens}`),
  });
}
