"use client";

import { ErrorNotice } from "@/components/feedback/error-notice";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatDateTime } from "@/lib/format";
import { useRestoreProfile } from "@/lib/budget-profiles/queries";
import type { ProfileDetail } from "@/lib/budget-profiles/schema";

/** Every version with who, when and why; any can be made the newest again. */
export function VersionList({ detail }: { detail: ProfileDetail }) {
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
