"use client";

import type { ReactNode } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import {
  profileQueries,
  useCreateProfile,
  useEditProfile,
  useRestoreProfile,
} from "@/lib/budget-profiles/queries";
import type { ProfileDetail } from "@/lib/budget-profiles/schema";
import { ApplyPanel } from "./apply-panel";
import { AssignmentList } from "./assignment-list";
import { ProfileForm } from "./profile-form";
import { toRuleLines } from "./rule-words";
import { VersionDifference } from "./version-difference";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatDateTime } from "@/lib/format";
import { useRead } from "@/lib/query/use-read";

interface ProfileDialogProps {
  /** "new" makes one; empty is closed. */
  profileId: string;
  onClose: () => void;
}

/** One profile: its rules, its versions, who has it, and the way into LiteLLM. */
export function ProfileDialog({ profileId, onClose }: ProfileDialogProps) {
  return (
    <Dialog open={profileId !== ""} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-w-2xl">
        {profileId === "new" ? (
          <NewProfile onDone={onClose} />
        ) : (
          profileId !== "" && <OneProfile profileId={profileId} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function NewProfile({ onDone }: { onDone: () => void }) {
  const create = useCreateProfile();
  return (
    <>
      <DialogTitle>New profile</DialogTitle>
      <DialogDescription>
        A named set of rules. Nothing changes in LiteLLM until it is assigned and applied.
      </DialogDescription>
      <ProfileForm
        profile={null}
        tenants={[]}
        isSaving={create.isPending}
        error={create.error}
        notice={null}
        onSave={(input) => create.mutate(input, { onSuccess: onDone })}
      />
    </>
  );
}

function OneProfile({ profileId }: { profileId: string }) {
  const query = useRead(profileQueries.detail.options({ profileId }));
  const detail = query.data?.data;
  if (!detail) {
    return (
      <>
        <DialogTitle>Profile</DialogTitle>
        <DialogDescription>{query.error ? "It cannot be shown." : "Reading…"}</DialogDescription>
        {query.error ? (
          <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton className="h-40" />
        )}
      </>
    );
  }
  return (
    <>
      <DialogTitle>{detail.profile.name}</DialogTitle>
      <DialogDescription>
        Version {detail.profile.newest_version},{" "}
        {detail.profile.is_for_all_tenants ? "for all tenants" : "for selected tenants"}
      </DialogDescription>
      <Rules key={detail.profile.newest_version} detail={detail} />
      <Section title="Assigned to">
        <AssignmentList detail={detail} />
      </Section>
      <Section title="Apply to LiteLLM">
        <ApplyPanel profileId={profileId} />
      </Section>
      {detail.versions.length > 1 && (
        <Section title="Compare versions">
          <VersionDifference versions={detail.versions} />
        </Section>
      )}
      <Section title="Versions">
        <VersionList detail={detail} />
      </Section>
    </>
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

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2 border-t pt-3">
      <h3 className="text-sm font-semibold">{title}</h3>
      {children}
    </section>
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
