import { useMutation, useQueryClient } from "@tanstack/react-query";
import { postJson } from "@/lib/http/api-client";
import { defineRead, type NoInput } from "@/lib/query/read";
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

export const ALERTS_KEY = ["alerts"];

const POLL = { pollMs: 60_000 };

export const alertQueries = {
  list: defineRead<AlertListQuery, AlertList>()("/api/portal/alerts", POLL),
  rules: defineRead<NoInput, { items: AlertRuleRow[] }>()("/api/portal/alerts/rules"),
  channels: defineRead<NoInput, { items: AlertChannelRow[] }>()("/api/portal/alerts/channels"),
  deliveries: defineRead<{ page: number }, AlertDeliveryList>()(
    "/api/portal/alerts/deliveries",
    POLL,
  ),
  /** What the frame of every page asks for. */
  unread: defineRead<NoInput, UnreadAlerts>()("/api/portal/alerts/unread", POLL),
};

function useAlertMutation<Request, Answer>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => postJson<Answer>(`/api/portal/alerts${path}`, request),
    onSettled: () => client.invalidateQueries({ queryKey: ALERTS_KEY }),
  });
}

export const useAlertAction = () => useAlertMutation<AlertAction, unknown>("");
export const useSaveAlertRule = () => useAlertMutation<AlertRuleInput, { id: string }>("/rules");
export const useSaveAlertChannel = () =>
  useAlertMutation<AlertChannelInput, NewAlertChannel>("/channels");
export const useTestAlertChannel = () =>
  useAlertMutation<{ id: string }, unknown>("/channels/test");
export const useResendDelivery = () => useAlertMutation<{ id: string }, unknown>("/deliveries");
export const useMarkAlertsSeen = () => useAlertMutation<void, UnreadAlerts>("/unread");
