import type { Metadata } from "next";
import { Suspense } from "react";
import { UsageSkeleton } from "@/components/usage/usage-skeleton";
import { UsageView } from "@/components/usage/usage-view";

export const metadata: Metadata = { title: "Usage" };

export default function TenantUsagePage({ params }: PageProps<"/usage/[tenantId]">) {
  return (
    <Suspense fallback={<UsageSkeleton />}>
      <TenantUsage params={params} />
    </Suspense>
  );
}

async function TenantUsage({ params }: Pick<PageProps<"/usage/[tenantId]">, "params">) {
  const { tenantId } = await params;
  return <UsageView tenantId={decodeURIComponent(tenantId)} />;
}
