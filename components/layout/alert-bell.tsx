"use client";

import { Bell } from "lucide-react";
import Link from "next/link";
import { formatCountOf } from "@/lib/format";
import { useUnreadAlerts } from "./use-unread-alerts";

/** The way to the alerts, with how many came since the viewer last looked. */
export function AlertBell() {
  const { count, shown } = useUnreadAlerts();
  const label = count === 0 ? "Alerts" : `Alerts: ${formatCountOf(count, "new one")}`;
  return (
    <Link
      href="/alerts"
      prefetch={false}
      aria-label={label}
      title={label}
      className="relative grid size-8 shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground"
    >
      <Bell aria-hidden className="size-4" />
      {count > 0 && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-destructive px-1 text-2xs font-medium text-destructive-foreground"
        >
          {shown}
        </span>
      )}
    </Link>
  );
}
