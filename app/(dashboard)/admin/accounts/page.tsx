import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import {
  accountsSearchParams,
  toAccountListQuestion,
} from "@/components/accounts/accounts-search-params";
import { AccountsView } from "@/components/accounts/accounts-view";
import { accountReads } from "@/lib/access/reads";
import { canOperatePortal } from "@/lib/auth/policy";
import { requireAdministrationViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";

export const metadata: Metadata = { title: "Accounts" };

const loadUrl = createLoader(accountsSearchParams);

export default async function AccountsPage({ searchParams }: PageProps<"/admin/accounts">) {
  const [viewer, url] = await Promise.all([requireAdministrationViewer(), loadUrl(searchParams)]);
  return (
    <WithAnswers viewer={viewer} asks={[accountReads.list.ask(toAccountListQuestion(url))]}>
      <AccountsView canChange={canOperatePortal(viewer)} />
    </WithAnswers>
  );
}
