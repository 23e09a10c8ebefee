"use client";

import { useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { SearchInput } from "@/components/filters/search-input";
import { useDebounced } from "@/components/filters/use-debounced";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { budgetQueries } from "@/lib/budgets/queries";
import { toBudgetKey, toTarget } from "@/lib/budgets/target";
import { useAssignProfile, useUnassignProfile } from "@/lib/budget-profiles/queries";
import type { BudgetRow } from "@/lib/budgets/schema";
import type { ProfileAssignmentRow, ProfileDetail } from "@/lib/budget-profiles/schema";
import { useRead } from "@/lib/query/use-read";

const SHOWN = 6;

/** Which budgets the profile is for, which version each has, and the way to add more. */
export function AssignmentList({ detail }: { detail: ProfileDetail }) {
  const unassign = useUnassignProfile(detail.profile.id);
  return (
    <div className="grid gap-2">
      {unassign.error && <ErrorNotice error={unassign.error} keptAsOf={null} className="mx-0" />}
      {detail.assignments.length === 0 && (
        <p className="text-sm text-muted-foreground">It is assigned to no budget yet.</p>
      )}
      <ul className="grid gap-1" aria-label="Assigned budgets">
        {detail.assignments.map((row) => (
          <li key={toBudgetKey(row)} className="flex items-center gap-2 text-sm">
            <span className="min-w-0 flex-1 truncate">{row.name}</span>
            <AssignmentMark row={row} />
            {row.can_edit && (
              <Button
                size="sm"
                variant="quiet"
                aria-label={`Remove ${row.name} from the profile`}
                onClick={() => unassign.mutate({ targets: [toTarget(row)] })}
              >
                Remove
              </Button>
            )}
          </li>
        ))}
      </ul>
      {detail.profile.can_assign && <AssignSearch detail={detail} />}
    </div>
  );
}

function AssignmentMark({ row }: { row: ProfileAssignmentRow }) {
  const isApplied = row.applied_version === row.effective_version;
  return (
    <>
      {row.pinned_version !== null && <Badge tone="outline">pinned to {row.pinned_version}</Badge>}
      <Badge tone={isApplied ? "success" : "warning"}>
        {isApplied
          ? `version ${row.effective_version} applied`
          : row.applied_version === null
            ? "not applied yet"
            : `has version ${row.applied_version}`}
      </Badge>
    </>
  );
}

function AssignSearch({ detail }: { detail: ProfileDetail }) {
  const [text, setText] = useState("");
  const [isPinned, setPinned] = useState(false);
  const {
    newest_version: version,
    is_for_all_tenants: isForAll,
    tenant_ids: tenantIds,
  } = detail.profile;
  const isAssignable = (row: BudgetRow) =>
    row.can_edit && (isForAll || tenantIds.includes(row.tenant_id));
  const q = useDebounced(text.trim());
  const assign = useAssignProfile(detail.profile.id);
  const scope = {
    q,
    state: "all",
    kind: "all",
    tenant_id: "",
    sort: "name",
    order: "asc",
  } as const;
  const found = useRead(budgetQueries.list.options(q === "" ? null : { ...scope, page: 1 }));
  const rows = q === "" ? [] : (found.data?.data.items.filter(isAssignable) ?? []);
  return (
    <div className="grid gap-2 border-t pt-2">
      <div className="flex flex-wrap items-center gap-3">
        <SearchInput
          label="Find budgets to assign"
          placeholder="Assign: search a budget"
          value={text}
          onChange={setText}
        />
        <label className="flex items-center gap-2 text-sm">
          <Checkbox checked={isPinned} onChange={(event) => setPinned(event.target.checked)} />
          Pin to version {version}
        </label>
      </div>
      {assign.error && <ErrorNotice error={assign.error} keptAsOf={null} className="mx-0" />}
      <ul className="grid gap-1">
        {rows.slice(0, SHOWN).map((row) => (
          <li key={toBudgetKey(row)} className="flex gap-2 text-sm">
            <span className="min-w-0 flex-1 truncate">
              {row.name}{" "}
              {row.kind === "agent" && (
                <span className="text-xs text-muted-foreground">{row.tenant_name}</span>
              )}
            </span>
            <Button
              size="sm"
              variant="outline"
              aria-label={`Assign to ${row.name}`}
              onClick={() =>
                assign.mutate({
                  targets: [toTarget(row)],
                  pinned_version: isPinned ? version : null,
                })
              }
            >
              Assign
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
