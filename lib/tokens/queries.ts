import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/http/api-client";
import type { AllTokensQuery, CreatedToken, NewToken, TokenList, TokenRow } from "./schema";

const OWN_PATH = "/api/portal/tokens";
const ALL_PATH = "/api/portal/admin/tokens";

export const tokenKeys = { all: ["tokens"] as const };

export const tokenQueries = {
  own: (page: number) =>
    queryOptions({
      queryKey: [...tokenKeys.all, "own", page],
      queryFn: ({ signal }) => getJson<TokenList>(`${OWN_PATH}?page=${page}`, signal),
      placeholderData: keepPreviousData,
    }),
  everybodys: ({ q, state, page }: AllTokensQuery) =>
    queryOptions({
      queryKey: [...tokenKeys.all, "everybody", q, state, page],
      queryFn: ({ signal }) => {
        const search = new URLSearchParams({ q, state, page: String(page) });
        return getJson<TokenList>(`${ALL_PATH}?${search.toString()}`, signal);
      },
      placeholderData: keepPreviousData,
    }),
};

/** The answer has the secret, so it is not kept in the cache of answers. */
export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: NewToken) => postJson<CreatedToken>(OWN_PATH, token),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: tokenKeys.all }),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tokenId: string) =>
      postJson<TokenRow>(`${OWN_PATH}/${encodeURIComponent(tokenId)}/revoke`, {}),
    onSettled: () => client.invalidateQueries({ queryKey: tokenKeys.all }),
  });
}
