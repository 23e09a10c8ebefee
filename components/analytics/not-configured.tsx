import { EmptyState } from "@/components/feedback/empty-state";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/card";
import { MySpendingLink } from "./my-spending-link";

/** What to set where the portal has no analytics API and never had one. */
export function NotConfigured() {
  return (
    <>
      <PageHeader title="Analytics" />
      <PageBody>
        <Card>
          <EmptyState
            title="No analytics API is connected"
            hint="Ask an administrator to set ANALYTICS_URL and ANALYTICS_KEY and to start the portal again. Everything else works without it."
            action={<MySpendingLink />}
          />
        </Card>
      </PageBody>
    </>
  );
}
