import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/http/api-client";
import type { UnreadAlerts } from "./schema";

export const ALERTS_POLL_MS = 60_000;
export const ALERTS_PATH = "/api/portal/alerts";

export const alertKeys = {
  all: ["alerts"] as const,
  unread: () => [...alertKeys.all, "unread"] as const,
};

/** What the frame of every page asks for; the rest of the alerts' queries comes with their pages. */
export const unreadAlertsQuery = () =>
  queryOptions({
    queryKey: alertKeys.unread(),
    queryFn: ({ signal }) => getJson<UnreadAlerts>(`${ALERTS_PATH}/unread`, signal),
    refetchInterval: ALERTS_POLL_MS,
    retry: false,
  });
