"use client";

import { ArrowLeft, Plus } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Panel } from "@/components/feedback/panel";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn } from "@/components/table/table-columns";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format";
import { profileQueries } from "@/lib/budget-profiles/queries";
import type { ProfileSummary } from "@/lib/budget-profiles/schema";
import { ProfileDialog } from "./profile-dialog";
import { toRuleLines } from "./rule-words";
import { useRead } from "@/lib/query/use-read";

function toColumns(open: (profile: ProfileSummary) => void): TableColumn<ProfileSummary>[] {
  return [
    {
      id: "name",
      header: "Profile",
      className: "w-full max-w-[12rem] min-w-[10rem] md:max-w-0",
      cell: (row) => (
        <button
          type="button"
          className="max-w-full truncate font-medium hover:text-brand hover:underline"
          onClick={() => open(row)}
        >
          {row.name}
        </button>
      ),
    },
    ...[0, 1, 2, 3].map((index): TableColumn<ProfileSummary> => ({
      id: `rule-${index}`,
      header: ["Hard limit", "Soft limit", "Period", "Warns at"][index] ?? "",
      cell: (row) => toRuleLines(row.rules)[index]?.[1] ?? "",
    })),
    {
      id: "version",
      header: "Version",
      align: "right",
      cell: (row) => formatCount(row.newest_version),
    },
    {
      id: "assigned",
      header: "Assigned",
      align: "right",
      cell: (row) => formatCount(row.assignment_count),
    },
    {
      id: "visible",
      header: "Visible to",
      cell: (row) => (
        <Badge tone="outline">
          {row.is_for_all_tenants ? "all tenants" : `${row.tenant_ids.length} selected`}
        </Badge>
      ),
    },
  ];
}

/** The profiles that the viewer may use, and the one that is open. */
export function ProfilesView({ canCreate }: { canCreate: boolean }) {
  const [profileId, setProfileId] = useQueryState("profile", parseAsString.withDefault(""));
  const query = useRead(profileQueries.list.options({}));
  const columns = useMemo(() => toColumns((row) => void setProfileId(row.id)), [setProfileId]);
  return (
    <>
      <PageHeader
        title="Budget profiles"
        controls={{
          export: canCreate && (
            <Button onClick={() => void setProfileId("new")}>
              <Plus aria-hidden />
              New profile
            </Button>
          ),
        }}
      />
      <PageBody>
        <Link
          href="/budgets"
          className="inline-flex w-fit items-center gap-1 text-sm text-muted-foreground hover:text-foreground"
        >
          <ArrowLeft aria-hidden className="size-4" />
          All budgets
        </Link>
        <Panel title="Profiles" isTitleHidden isFlush>
          {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
          <DataTable
            label="Budget profiles"
            columns={columns}
            rows={query.data?.data.items ?? []}
            rowKey={(row) => row.id}
            isLoading={query.isPending}
            onOpenRow={(row) => void setProfileId(row.id)}
            emptyTitle="No profiles yet"
            emptyHint="A profile is a named set of limits and warnings that applies to many budgets."
          />
        </Panel>
      </PageBody>
      <ProfileDialog profileId={profileId} onClose={() => void setProfileId("")} />
    </>
  );
}
