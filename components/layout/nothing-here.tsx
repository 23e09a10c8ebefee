import Link from "next/link";
import { Button } from "@/components/ui/button";
import { PageMessage } from "./page-message";

/** The same for an address that does not exist and for one that may not be seen. */
export function NothingHere() {
  return (
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
  );
}
