import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { resolveRange } from "@/components/filters/resolve-range";
import { rangeSearchParams } from "@/components/filters/usage-search-params";
import {
  tenantsSearchParams,
  toTenantListQuestion,
} from "@/components/usage/list/tenants-search-params";
import { TenantsView } from "@/components/usage/list/tenants-view";
import { requireViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";
import { toIsoDay } from "@/lib/time";
import { usageReads } from "@/lib/usage/reads";

export const metadata: Metadata = { title: "Usage" };

const loadUrl = createLoader({ ...rangeSearchParams, ...tenantsSearchParams });

export default async function UsagePage({ searchParams }: PageProps<"/usage">) {
  const [viewer, url] = await Promise.all([requireViewer(), loadUrl(searchParams)]);
  const question = toTenantListQuestion(resolveRange(url, toIsoDay(new Date())), url);
  return (
    <WithAnswers viewer={viewer} asks={[usageReads.list.ask(question)]}>
      <TenantsView />
    </WithAnswers>
  );
}
