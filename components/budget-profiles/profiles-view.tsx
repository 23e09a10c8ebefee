"use client";

import { ArrowLeft, Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { Route } from "next";
import { useMemo, useState } from "react";
import { Deletion } from "@/components/feedback/deletion";
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
import { toRuleLines } from "./rule-words";
import { useRead } from "@/lib/query/use-read";

// An id is data, so it cannot be checked against the routes.
const toPath = ({ id }: ProfileSummary) => `/budgets/profiles/${id}` as Route;

function toColumns(remove: (profile: ProfileSummary) => void): TableColumn<ProfileSummary>[] {
  return [
    {
      id: "name",
      header: "Profile",
      className: "w-full max-w-[12rem] min-w-[10rem] md:max-w-0",
      cell: (row) => (
        <Link
          href={toPath(row)}
          prefetch={false}
          className="block max-w-full truncate font-medium hover:text-brand hover:underline"
        >
          {row.name}
        </Link>
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
    {
      id: "actions",
      header: "Actions",
      cell: (row) =>
        row.can_edit && (
          <Button
            size="sm"
            variant="quiet"
            aria-label={`Delete the profile ${row.name}`}
            onClick={() => remove(row)}
          >
            Delete
          </Button>
        ),
    },
  ];
}

/** The profiles that the viewer may use, and the one that is open. */
export function ProfilesView({ canCreate }: { canCreate: boolean }) {
  const router = useRouter();
  const [asked, setAsked] = useState<ProfileSummary | null>(null);
  const query = useRead(profileQueries.list.options({}));
  const columns = useMemo(() => toColumns(setAsked), [setAsked]);
  return (
    <>
      <PageHeader
        title="Budget profiles"
        controls={{
          export: canCreate && (
            <Button asChild>
              <Link href={"/budgets/profiles/new" as Route}>
                <Plus aria-hidden />
                New profile
              </Link>
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
          <Deletion
            noun="profile"
            says="Its budgets keep the limits that they have, and its alert rules go with it."
            path={profileQueries.list.path}
            back="undelete"
            renews={["profiles"]}
            asked={asked}
            onAnswered={() => setAsked(null)}
          />
          <DataTable
            label="Budget profiles"
            columns={columns}
            rows={query.data?.data.items ?? []}
            rowKey={(row) => row.id}
            isLoading={query.isPending}
            onOpenRow={(row) => router.push(toPath(row))}
            emptyTitle="No profiles yet"
            emptyHint="A profile is a named set of limits and warnings that applies to many budgets."
          />
        </Panel>
      </PageBody>
    </>
  );
}
