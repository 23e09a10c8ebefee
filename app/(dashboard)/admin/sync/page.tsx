import type { Metadata } from "next";
import { createLoader, parseAsInteger } from "nuqs/server";
import { SyncView } from "@/components/admin/sync-view";
import { canOperatePortal } from "@/lib/auth/policy";
import { requireAdministrationViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";
import { operationsReads } from "@/lib/operations/reads";

export const metadata: Metadata = { title: "Sync" };

const loadUrl = createLoader({ page: parseAsInteger.withDefault(1) });

export default async function SyncPage({ searchParams }: PageProps<"/admin/sync">) {
  const [viewer, { page }] = await Promise.all([
    requireAdministrationViewer(),
    loadUrl(searchParams),
  ]);
  return (
    <WithAnswers viewer={viewer} asks={[operationsReads.syncRuns.ask({ page })]}>
      <SyncView canRun={canOperatePortal(viewer)} />
    </WithAnswers>
  );
}
