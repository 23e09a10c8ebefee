import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/http/api-client";
import type {
  AlertAction,
  AlertChannelInput,
  AlertChannelRow,
  AlertDeliveryList,
  AlertList,
  AlertListQuery,
  AlertRuleInput,
  AlertRuleRow,
  NewAlertChannel,
  UnreadAlerts,
} from "./schema";

const POLL_MS = 60_000;
const PATH = "/api/portal/alerts";

export const alertKeys = {
  all: ["alerts"] as const,
  unread: () => [...alertKeys.all, "unread"] as const,
};

export const alertQueries = {
  list: (query: AlertListQuery) =>
    queryOptions({
      queryKey: [...alertKeys.all, "list", query],
      queryFn: ({ signal }) => {
        const search = new URLSearchParams({
          state: query.state,
          tenant_id: query.tenant_id,
          page: String(query.page),
        });
        return getJson<AlertList>(`${PATH}?${search.toString()}`, signal);
      },
      placeholderData: keepPreviousData,
      refetchInterval: POLL_MS,
    }),
  unread: () =>
    queryOptions({
      queryKey: alertKeys.unread(),
      queryFn: ({ signal }) => getJson<UnreadAlerts>(`${PATH}/unread`, signal),
      refetchInterval: POLL_MS,
      retry: false,
    }),
  rules: () =>
    queryOptions({
      queryKey: [...alertKeys.all, "rules"],
      queryFn: ({ signal }) => getJson<{ items: AlertRuleRow[] }>(`${PATH}/rules`, signal),
    }),
  channels: () =>
    queryOptions({
      queryKey: [...alertKeys.all, "channels"],
      queryFn: ({ signal }) => getJson<{ items: AlertChannelRow[] }>(`${PATH}/channels`, signal),
    }),
  deliveries: (page: number) =>
    queryOptions({
      queryKey: [...alertKeys.all, "deliveries", page],
      queryFn: ({ signal }) =>
        getJson<AlertDeliveryList>(`${PATH}/deliveries?page=${page}`, signal),
      placeholderData: keepPreviousData,
      refetchInterval: POLL_MS,
    }),
};

function useAlertMutation<Request, Answer>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => postJson<Answer>(`${PATH}${path}`, request),
    onSettled: () => client.invalidateQueries({ queryKey: alertKeys.all }),
  });
}

export const useAlertAction = () => useAlertMutation<AlertAction, unknown>("");
export const useSaveAlertRule = () => useAlertMutation<AlertRuleInput, { id: string }>("/rules");
export const useDeleteAlertRule = () => useAlertMutation<{ id: string }, unknown>("/rules/delete");
export const useCreateAlertChannel = () =>
  useAlertMutation<AlertChannelInput, NewAlertChannel>("/channels");
export const useDeleteAlertChannel = () =>
  useAlertMutation<{ id: string }, unknown>("/channels/delete");
export const useTestAlertChannel = () =>
  useAlertMutation<{ id: string }, unknown>("/channels/test");
export const useResendDelivery = () => useAlertMutation<{ id: string }, unknown>("/deliveries");
export const useMarkAlertsSeen = () => useAlertMutation<void, UnreadAlerts>("/unread");
