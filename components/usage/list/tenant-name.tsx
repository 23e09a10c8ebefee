import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { TenantListRow } from "@/lib/usage/schema";

interface TenantNameProps {
  tenant: Pick<TenantListRow, "tenant_name" | "is_listed_upstream">;
  path: Route;
}

/** The way to a tenant; says so where LiteLLM no longer lists it. */
export function TenantName({ tenant, path }: TenantNameProps) {
  return (
    <span className="flex items-center gap-2">
      <Link
        href={path}
        prefetch={false}
        title={tenant.tenant_name}
        className="truncate py-0.5 font-medium hover:text-brand hover:underline"
      >
        {tenant.tenant_name}
      </Link>
      {!tenant.is_listed_upstream && (
        <Badge title="LiteLLM no longer lists this team; its figures stay.">gone</Badge>
      )}
    </span>
  );
}
