import { EmptyState } from "@/components/feedback/empty-state";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/card";
import { MySpendingLink } from "./my-spending-link";

/** What to do where the portal has no analytics API and never had one. */
export function NotConfigured({ isAdmin }: { isAdmin: boolean }) {
  return (
    <>
      <PageHeader title="Analytics" />
      <PageBody>
        <Card>
          <EmptyState
            title="No analytics API is connected"
            hint={
              isAdmin
                ? "Set ANALYTICS_URL and ANALYTICS_KEY and start the portal again. Everything else works without it."
                : "Only an administrator can connect one. Everything else works without it."
            }
            action={<MySpendingLink />}
          />
        </Card>
      </PageBody>
    </>
  );
}
