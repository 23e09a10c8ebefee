import { TenantsSkeleton } from "@/components/tenants/tenants-skeleton";

export default function UsageLoading() {
  return <TenantsSkeleton />;
}
