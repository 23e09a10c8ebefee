"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { BudgetOutcome } from "@/lib/budgets/schema";
import { formatCountOf } from "@/lib/format";
import { profileQueries, useApplyProfile } from "@/lib/budget-profiles/queries";
import type { ProfilePreview } from "@/lib/budget-profiles/schema";

type PreviewRow = ProfilePreview["rows"][number];

/** What applying would change in LiteLLM, then the act itself. */
export function ApplyPanel({ profileId }: { profileId: string }) {
  const preview = useQuery({ ...profileQueries.preview.options({ profileId }), staleTime: 0 });
  const apply = useApplyProfile(profileId);
  const [reason, setReason] = useState("");
  const rows = preview.data?.data.rows ?? [];
  const possible = rows.filter((row) => row.issues.length === 0);
  if (preview.error) {
    return <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />;
  }
  if (rows.length === 0) {
    return (
      <p className="text-sm text-muted-foreground">Assign budgets first, then apply the profile.</p>
    );
  }
  return (
    <form
      className="grid gap-2"
      aria-label="Apply the profile"
      onSubmit={(event) => {
        event.preventDefault();
        apply.mutate({
          targets: possible.map(({ kind, tenant_id, id, expected }) => ({
            ...{ kind, tenant_id, id },
            expected,
          })),
          reason,
        });
      }}
    >
      <ul className="grid gap-1" aria-label="What applying changes">
        {rows.map((row) => (
          <PreviewLine key={`${row.kind} ${row.tenant_id} ${row.id}`} row={row} />
        ))}
      </ul>
      {apply.error && <ErrorNotice error={apply.error} keptAsOf={null} className="mx-0" />}
      {apply.data && <Outcomes outcomes={apply.data.outcomes} />}
      <div className="flex items-end gap-3">
        <div className="grid flex-1 gap-1">
          <Label htmlFor="apply-reason">Why</Label>
          <Input
            id="apply-reason"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={apply.isPending || possible.length === 0}>
          Apply to {formatCountOf(possible.length, "budget")}
        </Button>
      </div>
    </form>
  );
}

function PreviewLine({ row }: { row: PreviewRow }) {
  return (
    <li className="rounded-md border px-3 py-1.5 text-sm">
      <p className="font-medium">
        {row.name} <Badge tone="outline">version {row.version}</Badge>
      </p>
      {row.issues.map((issue) => (
        <p key={issue.rule} className="text-xs text-danger">
          This {issue.rule}.
        </p>
      ))}
      {row.issues.length === 0 &&
        row.notes.map((note) => (
          <p key={note} className="text-xs text-muted-foreground">
            {note}
          </p>
        ))}
    </li>
  );
}

function Outcomes({ outcomes }: { outcomes: readonly BudgetOutcome[] }) {
  const done = outcomes.filter(({ outcome }) => outcome === "done" || outcome === "unchanged");
  const others = outcomes.filter((row) => !done.includes(row) || row.issues.length > 0);
  return (
    <div role="status" className="text-sm">
      <p>{formatCountOf(done.length, "budget")} now as the profile says.</p>
      {others.map((row) => (
        <p key={row.id} className="text-xs text-danger">
          {row.name}: {row.message}
        </p>
      ))}
    </div>
  );
}
