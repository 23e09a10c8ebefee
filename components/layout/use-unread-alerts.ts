"use client";

import { alertQueries } from "@/lib/alerts/queries";
import { formatCount } from "@/lib/format";
import { useRead } from "@/lib/query/use-read";

const MOST_SHOWN = 99;

/** Alerts that came since the viewer last looked; none before they are known. */
export function useUnreadAlerts(): { count: number; shown: string } {
  const answer = useRead(alertQueries.unread.options({})).data?.data;
  const count = answer?.count ?? 0;
  return { count, shown: count > MOST_SHOWN ? `${MOST_SHOWN}+` : formatCount(count) };
}
