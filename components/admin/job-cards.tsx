"use client";

import { useNow } from "@/components/feedback/use-now";
import { Card } from "@/components/ui/card";
import { formatAge, formatCount } from "@/lib/format";
import type { JobState } from "@/lib/operations/schema";
import { OutcomeBadge } from "./outcome-badge";

/** Each job: what came of its newest run, and how long ago it last went well. */
export function JobCards({ jobs }: { jobs: readonly JobState[] }) {
  const now = useNow();
  if (jobs.length === 0) return null;
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4" aria-label="Jobs">
      {jobs.map(({ job, outcome, last_good_at, progress_done, progress_total }) => (
        <li key={job}>
          <Card className="grid gap-2 p-4">
            <div className="flex items-center justify-between gap-2">
              <h2 className="truncate text-sm font-medium">{job}</h2>
              <OutcomeBadge outcome={outcome} />
            </div>
            <p className="text-xl font-semibold tracking-tight">
              {last_good_at ? now && formatAge(last_good_at, now) : "not yet"}
            </p>
            <p className="text-xs text-muted-foreground">
              {outcome === "running"
                ? `${formatCount(progress_done)} of ${formatCount(progress_total)} done`
                : "since it last went well"}
            </p>
          </Card>
        </li>
      ))}
    </ul>
  );
}
