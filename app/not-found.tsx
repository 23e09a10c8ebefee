import Link from "next/link";
import { PageMessage } from "@/components/layout/page-message";
import { Button } from "@/components/ui/button";

export default function NotFound() {
  return (
    <main>
      <PageMessage
        title="There is nothing here"
        action={
          <Button asChild>
            <Link href="/usage">Go to Usage</Link>
          </Button>
        }
      >
        The address is wrong, or what it leads to is not yours to see. An administrator can give you
        access to a tenant.
      </PageMessage>
    </main>
  );
}
