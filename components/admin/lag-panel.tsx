"use client";

import { Hint } from "@/components/feedback/hint";
import { Panel } from "@/components/feedback/panel";
import { useNow } from "@/components/feedback/use-now";
import { formatAge, formatCountOf, formatDateTime } from "@/lib/format";
import type { SnapshotLag } from "@/lib/operations/schema";

const TITLES: Record<string, string> = {
  directory: "Names and budgets",
  usage: "Usage",
  messages: "Messages",
  prices: "Prices",
  accounts: "People's accounts",
  leaderboard: "Leaderboard",
  insights: "Analytics",
};

/** How old the oldest snapshot of each kind is, and how many failed when they were last read. */
export function LagPanel({ lag }: { lag: readonly SnapshotLag[] }) {
  const now = useNow();
  if (lag.length === 0) return null;
  return (
    <Panel title="Lag" unit="the oldest snapshot of each kind">
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
        {lag.map((row) => (
          <div key={row.kind} className="min-w-0">
            <dt className="text-xs text-muted-foreground">{TITLES[row.kind] ?? row.kind}</dt>
            <dd className="font-medium" title={formatDateTime(row.oldest_ok_at)}>
              {row.oldest_ok_at ? now && formatAge(row.oldest_ok_at, now) : "not read yet"}
              {row.failing > 0 && (
                <Hint
                  says={row.newest_error}
                  className="ml-2 rounded-sm bg-danger-soft px-1.5 text-xs font-medium text-danger"
                >
                  {formatCountOf(row.failing, "failure")}
                </Hint>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
