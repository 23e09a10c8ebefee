"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import Link from "next/link";
import { alertQueries } from "@/lib/alerts/queries";
import { formatCountOf } from "@/lib/format";

const MOST_SHOWN = 99;

/** The way to the alerts, with how many came since the viewer last looked. */
export function AlertBell() {
  const unread = useQuery(alertQueries.unread()).data?.data.count ?? 0;
  const label = unread === 0 ? "Alerts" : `Alerts: ${formatCountOf(unread, "new one")}`;
  return (
    <Link
      href="/alerts"
      aria-label={label}
      title={label}
      className="relative grid size-8 shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground"
    >
      <Bell aria-hidden className="size-4" />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-destructive px-1 text-2xs font-medium text-destructive-foreground"
        >
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      )}
    </Link>
  );
}
