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
import { ALERTS_PATH, ALERTS_POLL_MS, alertKeys } from "./unread-queries";

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
        return getJson<AlertList>(`${ALERTS_PATH}?${search.toString()}`, signal);
      },
      placeholderData: keepPreviousData,
      refetchInterval: ALERTS_POLL_MS,
    }),
  rules: () =>
    queryOptions({
      queryKey: [...alertKeys.all, "rules"],
      queryFn: ({ signal }) => getJson<{ items: AlertRuleRow[] }>(`${ALERTS_PATH}/rules`, signal),
    }),
  channels: () =>
    queryOptions({
      queryKey: [...alertKeys.all, "channels"],
      queryFn: ({ signal }) =>
        getJson<{ items: AlertChannelRow[] }>(`${ALERTS_PATH}/channels`, signal),
    }),
  deliveries: (page: number) =>
    queryOptions({
      queryKey: [...alertKeys.all, "deliveries", page],
      queryFn: ({ signal }) =>
        getJson<AlertDeliveryList>(`${ALERTS_PATH}/deliveries?page=${page}`, signal),
      placeholderData: keepPreviousData,
      refetchInterval: ALERTS_POLL_MS,
    }),
};

function useAlertMutation<Request, Answer>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => postJson<Answer>(`${ALERTS_PATH}${path}`, request),
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
