import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { AllTokensView } from "@/components/tokens/all-tokens-view";
import { allTokensSearchParams } from "@/components/tokens/tokens-search-params";
import { canOperatePortal } from "@/lib/auth/policy";
import { requireAdministrationViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";
import { tokenReads } from "@/lib/tokens/reads";

export const metadata: Metadata = { title: "Everybody's API tokens" };

const loadUrl = createLoader(allTokensSearchParams);

export default async function AllTokensPage({ searchParams }: PageProps<"/admin/tokens">) {
  const [viewer, url] = await Promise.all([requireAdministrationViewer(), loadUrl(searchParams)]);
  const question = { ...url, q: url.q.trim(), page: Math.max(1, url.page) };
  return (
    <WithAnswers viewer={viewer} asks={[tokenReads.everybodys.ask(question)]}>
      <AllTokensView canRevoke={canOperatePortal(viewer)} />
    </WithAnswers>
  );
}
