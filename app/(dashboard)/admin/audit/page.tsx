import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { auditSearchParams, toAuditScope } from "@/components/audit/audit-search-params";
import { AuditView } from "@/components/audit/audit-view";
import { auditReads } from "@/lib/audit/reads";
import { requireAdministrationViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";

export const metadata: Metadata = { title: "Audit log" };

const loadUrl = createLoader(auditSearchParams);

export default async function AuditPage({ searchParams }: PageProps<"/admin/audit">) {
  const [viewer, url] = await Promise.all([requireAdministrationViewer(), loadUrl(searchParams)]);
  const question = { ...toAuditScope(url), cursor: url.cursor };
  return (
    <WithAnswers viewer={viewer} asks={[auditReads.page.ask(question)]}>
      <AuditView />
    </WithAnswers>
  );
}
