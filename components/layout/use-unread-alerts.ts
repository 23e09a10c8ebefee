"use client";

import { useQuery } from "@tanstack/react-query";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import { unreadAlertsQuery } from "@/lib/alerts/unread-queries";
import { formatCount } from "@/lib/format";

const MOST_SHOWN = 99;

/** Alerts that came since the viewer last looked; none before they are known. */
export function useUnreadAlerts(): { count: number; shown: string } {
  const answer = useQuery(unreadAlertsQuery()).data?.data;
  // Parts of the frame arrive one by one: what is known for the first is not what the server drew of the next.
  const count = useIsHydrated() && answer ? answer.count : 0;
  return { count, shown: count > MOST_SHOWN ? `${MOST_SHOWN}+` : formatCount(count) };
}
