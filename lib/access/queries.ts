import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/http/api-client";
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

export const accountKeys = { all: ["accounts"] as const };

export const accountQueries = {
  list: ({ q, role, state, page }: AccountListQuery) =>
    queryOptions({
      queryKey: [...accountKeys.all, "list", q, role, state, page],
      queryFn: ({ signal }) => {
        const search = new URLSearchParams({ q, role, state, page: String(page) });
        return getJson<AccountList>(`${PATH}?${search.toString()}`, signal);
      },
      placeholderData: keepPreviousData,
    }),
  tenantChoices: (q: string) =>
    queryOptions({
      queryKey: [...accountKeys.all, "tenants", q],
      queryFn: ({ signal }) =>
        getJson<TenantChoice[]>(
          `/api/portal/admin/tenant-choices?${new URLSearchParams({ q }).toString()}`,
          signal,
        ),
      placeholderData: keepPreviousData,
    }),
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
    onSuccess: () => client.invalidateQueries({ queryKey: accountKeys.all }),
  });
}

export function useChangeAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ userId, change }: { userId: string; change: AccountChange }) =>
      postJson<AccountRow>(toPath(userId), change),
    onSuccess: () => client.invalidateQueries({ queryKey: accountKeys.all }),
  });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: (userId: string) => postJson<AccountWithPassword>(toPath(userId, "/password"), {}),
    gcTime: 0,
  });
}
