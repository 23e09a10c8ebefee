"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ChangeOutcomes, ChangePreview } from "@/components/feedback/budget-change";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { findIssue } from "@/components/feedback/find-issue";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { toTarget } from "@/lib/budgets/target";
import { formatCountOf } from "@/lib/format";
import { profileQueries, useApplyProfile } from "@/lib/budget-profiles/queries";

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
      <p className="text-sm text-muted-foreground">
        The profile is assigned to no budget that you may see, so there is nothing to apply.
      </p>
    );
  }
  return (
    <form
      className="grid gap-2"
      aria-label="Apply the profile"
      onSubmit={(event) => {
        event.preventDefault();
        apply.mutate({
          targets: possible.map(({ expected, ...row }) => ({ ...toTarget(row), expected })),
          reason,
        });
      }}
    >
      <ChangePreview
        rows={rows}
        renderName={({ name, version }) => (
          <>
            {name} <Badge tone="outline">version {version}</Badge>
          </>
        )}
      />
      {apply.error && <ErrorNotice error={apply.error} keptAsOf={null} className="mx-0" />}
      {apply.data && <ChangeOutcomes outcomes={apply.data.outcomes} />}
      <div className="flex items-end gap-3">
        <TextField
          label="Why"
          className="flex-1"
          value={reason}
          onChange={setReason}
          issue={findIssue(apply.error, "reason")}
        />
        <Button type="submit" disabled={apply.isPending || possible.length === 0}>
          Apply to {formatCountOf(possible.length, "budget")}
        </Button>
      </div>
    </form>
  );
}
