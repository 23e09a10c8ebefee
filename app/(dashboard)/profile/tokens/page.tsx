import type { Metadata } from "next";
import { createLoader, parseAsInteger } from "nuqs/server";
import { OwnTokensView } from "@/components/tokens/my-tokens-view";
import { listGrantableScopes } from "@/lib/auth/policy";
import { requireViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";
import { tokenReads } from "@/lib/tokens/reads";

export const metadata: Metadata = { title: "API tokens" };

const loadUrl = createLoader({ page: parseAsInteger.withDefault(1) });

export default async function OwnTokensPage({ searchParams }: PageProps<"/profile/tokens">) {
  const [viewer, { page }] = await Promise.all([requireViewer(), loadUrl(searchParams)]);
  return (
    <WithAnswers viewer={viewer} asks={[tokenReads.own.ask({ page })]}>
      <OwnTokensView grantable={listGrantableScopes(viewer)} />
    </WithAnswers>
  );
}
