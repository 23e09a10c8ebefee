"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Panel } from "@/components/feedback/panel";
import { Button } from "@/components/ui/button";
import { postJson } from "@/lib/http/api-client";
import { peopleQueries } from "@/lib/people/queries";
import { useRead } from "@/lib/query/use-read";
import type { Membership } from "@/lib/people/schema";

/** The cohorts that the viewer is in: who may see the viewer's figures there, and the choice to agree. */
export function CohortsPanel() {
  const client = useQueryClient();
  const query = useRead(peopleQueries.mine.options({}));
  const agree = useMutation({
    mutationFn: ({ cohort_id: cohortId, has_agreed: hasAgreed }: Membership) =>
      postJson<unknown>(`${peopleQueries.mine.path}/${cohortId}`, { has_agreed: !hasAgreed }),
    onSuccess: () => client.invalidateQueries({ queryKey: peopleQueries.mine.toKey({}) }),
  });
  const cohorts = query.data?.data ?? [];
  if (cohorts.length === 0) return null;
  return (
    <Panel title="Who sees your spending" unit="beside administrators and your project's operators">
      {agree.error && <ErrorNotice error={agree.error} className="mx-0!" />}
      <ul className="divide-y">
        {cohorts.map((cohort) => (
          <li key={cohort.cohort_id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
            <span className="min-w-0 flex-1 text-sm">
              <span className="font-medium">{cohort.name}</span> of {cohort.owner_name ?? "nobody"}
              <span className="block text-xs text-muted-foreground">
                {cohort.has_agreed
                  ? "Everybody who sees this cohort sees your figures."
                  : "You have not agreed: only those who may see you anyway do."}
              </span>
            </span>
            <Button
              variant="outline"
              size="sm"
              disabled={agree.isPending}
              onClick={() => agree.mutate(cohort)}
            >
              {cohort.has_agreed ? "Withdraw" : "Agree"}
              <span className="sr-only">: {cohort.name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
