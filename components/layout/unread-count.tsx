"use client";

import { useUnreadAlerts } from "./use-unread-alerts";

/** Behind the word "Alerts": how many are new; nothing when none is. */
export function UnreadCount() {
  const { count, shown } = useUnreadAlerts();
  if (count === 0) return null;
  return (
    <span className="ml-auto rounded-full bg-muted px-1.5 text-2xs font-medium text-foreground tabular-nums sidebar-collapsed:hidden">
      {shown}
      <span className="sr-only"> new</span>
    </span>
  );
}
