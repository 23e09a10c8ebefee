import type { Route } from "next";
import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { PageMessage } from "@/components/layout/page-message";
import { Button } from "@/components/ui/button";

const TENANTS: Route = "/usage";

/** The same words for what does not exist and what is not shared: neither is given away. */
export function TenantMissing() {
  return (
    <>
      <PageHeader title="Usage" switcher={<span className="text-base font-semibold">Usage</span>} />
      <PageMessage
        title="No such tenant, or it is not shared with you"
        action={
          <Button asChild variant="outline">
            <Link href={TENANTS}>All tenants</Link>
          </Button>
        }
      >
        Check the address, or ask an administrator to share the tenant with you.
      </PageMessage>
    </>
  );
}
