import { useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { postJson } from "@/lib/http/api-client";
import { defineRead } from "@/lib/query/read";
import type { AllTokensQuery, CreatedToken, NewToken, TokenList, TokenRow } from "./schema";

export const tokenQueries = {
  own: defineRead<{ page: number }, TokenList>()("/api/portal/tokens"),
  everybodys: defineRead<AllTokensQuery, TokenList>()("/api/portal/admin/tokens"),
};

const renew = (client: QueryClient) =>
  Promise.all([
    client.invalidateQueries({ queryKey: ["tokens"] }),
    client.invalidateQueries({ queryKey: ["admin", "tokens"] }),
  ]);

/** The answer has the secret, so it is not kept in the cache of answers. */
export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: NewToken) => postJson<CreatedToken>(tokenQueries.own.path, token),
    gcTime: 0,
    onSuccess: () => renew(client),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tokenId: string) =>
      postJson<TokenRow>(`${tokenQueries.own.path}/${encodeURIComponent(tokenId)}/revoke`, {}),
    onSettled: () => renew(client),
  });
}
