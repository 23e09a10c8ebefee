"use client";

import { ArrowLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Panel } from "@/components/feedback/panel";
import { NothingHere } from "@/components/layout/nothing-here";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import {
  profileQueries,
  useCreateProfile,
  useEditProfile,
  useRestoreProfile,
} from "@/lib/budget-profiles/queries";
import type { ProfileDetail } from "@/lib/budget-profiles/schema";
import { formatDateTime } from "@/lib/format";
import { ApiError } from "@/lib/http/api-client";
import { useRead } from "@/lib/query/use-read";
import { ApplyPanel } from "./apply-panel";
import { AssignmentList } from "./assignment-list";
import { ProfileForm } from "./profile-form";
import { toRuleLines } from "./rule-words";
import { VersionDifference } from "./version-difference";

function AllProfiles() {
  return (
    <Link
      href="/budgets/profiles"
      className="inline-flex w-fit items-center gap-1 text-sm text-muted-foreground hover:text-foreground"
    >
      <ArrowLeft aria-hidden className="size-4" />
      All profiles
    </Link>
  );
}

/** The rules of a profile that is not there yet. */
export function NewProfileView() {
  const create = useCreateProfile();
  const router = useRouter();
  // A made id is data, so it cannot be checked against the routes.
  const open = ({ id }: { id: string }) => router.push(`/budgets/profiles/${id}` as Route);
  return (
    <>
      <PageHeader title="New profile" />
      <PageBody>
        <AllProfiles />
        <Panel title="Rules" unit="nothing changes in LiteLLM until it is assigned and applied">
          <ProfileForm
            profile={null}
            tenants={[]}
            isSaving={create.isPending}
            error={create.error}
            notice={null}
            onSave={(input) => create.mutate(input, { onSuccess: open })}
          />
        </Panel>
      </PageBody>
    </>
  );
}

/** One profile: its rules, who has it, the way into LiteLLM, and its versions. */
export function ProfileView({ profileId }: { profileId: string }) {
  const query = useRead(profileQueries.detail.options({ profileId }));
  const detail = query.data?.data;
  if (query.error instanceof ApiError && query.error.status === 404) return <NothingHere />;
  return (
    <>
      <PageHeader title={detail?.profile.name ?? "Budget profile"} />
      <PageBody>
        <AllProfiles />
        {query.error && (
          <ErrorNotice
            error={query.error}
            onRetry={() => void query.refetch()}
            keptAsOf={detail ? null : undefined}
          />
        )}
        {detail ? <Parts detail={detail} /> : !query.error && <Skeleton className="h-40" />}
      </PageBody>
    </>
  );
}

function Parts({ detail }: { detail: ProfileDetail }) {
  const { profile, versions } = detail;
  const whom = profile.is_for_all_tenants ? "for all tenants" : "for selected tenants";
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title="Rules" unit={`Version ${profile.newest_version}, ${whom}`}>
        <Rules key={profile.newest_version} detail={detail} />
      </Panel>
      <Panel title="Assigned to">
        <AssignmentList detail={detail} />
      </Panel>
      {profile.can_assign && (
        <Panel title="Apply to LiteLLM">
          <ApplyPanel profileId={profile.id} />
        </Panel>
      )}
      {versions.length > 1 && (
        <Panel title="Compare versions">
          <VersionDifference versions={versions} />
        </Panel>
      )}
      <Panel title="Versions">
        <VersionList detail={detail} />
      </Panel>
    </div>
  );
}

function Rules({ detail }: { detail: ProfileDetail }) {
  const edit = useEditProfile(detail.profile.id);
  if (!detail.profile.can_edit) {
    return (
      <dl className="grid grid-cols-2 gap-2 text-sm sm:grid-cols-3">
        {toRuleLines(detail.profile.rules).map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-muted-foreground">{name}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    );
  }
  const notice = edit.data
    ? edit.data.version === null
      ? "Saved. The rules are the same, so there is no new version."
      : `Saved as version ${edit.data.version}.`
    : null;
  return (
    <ProfileForm
      profile={detail.profile}
      tenants={detail.tenants}
      isSaving={edit.isPending}
      error={edit.error}
      notice={notice}
      onSave={(input) => edit.mutate(input)}
    />
  );
}

/** Every version with who, when and why; any can be made the newest again. */
function VersionList({ detail }: { detail: ProfileDetail }) {
  const restore = useRestoreProfile(detail.profile.id);
  const newest = detail.profile.newest_version;
  return (
    <>
      {restore.error && <ErrorNotice error={restore.error} keptAsOf={null} className="mx-0" />}
      <ol className="grid gap-2" aria-label="Versions, newest first">
        {detail.versions.map((version) => (
          <li key={version.version} className="flex items-start gap-3 border-t pt-2 text-sm">
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                Version {version.version}{" "}
                {version.version === newest && <Badge tone="brand">newest</Badge>}
              </p>
              <p className="text-xs text-muted-foreground">
                {formatDateTime(version.at)} · {version.author} · “{version.reason}”
              </p>
            </div>
            {detail.profile.can_edit && version.version !== newest && (
              <Button
                size="sm"
                variant="outline"
                aria-label={`Restore version ${version.version}`}
                disabled={restore.isPending}
                onClick={() =>
                  restore.mutate({ version: version.version, reason: "restored from the list" })
                }
              >
                Restore
              </Button>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
