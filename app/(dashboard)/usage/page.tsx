import type { Metadata } from "next";
import { Suspense } from "react";
import { TenantsSkeleton } from "@/components/usage/list/tenants-skeleton";
import { TenantsView } from "@/components/usage/list/tenants-view";
import { FiguresMark } from "@/components/layout/figures-mark";
import { HydrateQueries } from "@/lib/query/hydrate";
import { prefetchTenants } from "./prefetch";

export const metadata: Metadata = { title: "Usage" };

export default function UsagePage({ searchParams }: PageProps<"/usage">) {
  return (
    <Suspense fallback={<TenantsSkeleton />}>
      <Tenants searchParams={searchParams} />
    </Suspense>
  );
}

async function Tenants({ searchParams }: Pick<PageProps<"/usage">, "searchParams">) {
  const client = await prefetchTenants(searchParams);
  return (
    <HydrateQueries client={client}>
      <TenantsView />
      <FiguresMark />
    </HydrateQueries>
  );
}
