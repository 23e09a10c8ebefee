import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { resolveRange } from "@/components/filters/resolve-range";
import { usageSearchParams } from "@/components/filters/usage-search-params";
import { toUsageQuestions } from "@/components/usage/usage-questions";
import { UsageView } from "@/components/usage/usage-view";
import { requireViewer } from "@/lib/auth/session";
import { budgetReads } from "@/lib/budgets/reads";
import { WithAnswers } from "@/lib/http/with-answers";
import { toIsoDay } from "@/lib/time";
import { usageReads } from "@/lib/usage/reads";

export const metadata: Metadata = { title: "Usage" };

const loadUrl = createLoader(usageSearchParams);

export default async function TenantUsagePage(props: PageProps<"/usage/[tenantId]">) {
  const [viewer, params, url] = await Promise.all([
    requireViewer(),
    props.params,
    loadUrl(props.searchParams),
  ]);
  const tenantId = decodeSegment(params.tenantId);
  const ask = toUsageQuestions(tenantId, {
    range: resolveRange(url, toIsoDay(new Date())),
    compare: url.compare,
    groupBy: url.group,
    agentIds: url.agent,
    providers: url.provider,
  });
  const asks = [
    usageReads.detail.ask(ask.tenant),
    usageReads.refresh.ask(ask.tenant),
    usageReads.payroll.ask(ask.compared),
    usageReads.costSeries.ask(ask.series),
    usageReads.summary.ask(ask.scope),
    usageReads.byProvider.ask(ask.scope),
    usageReads.summary.ask(ask.unfiltered),
    usageReads.byProvider.ask(ask.unfiltered),
    usageReads.byModel.ask(ask.scope),
    usageReads.messageVolume.ask(ask.scope),
    usageReads.budgetAlerts.ask(ask.tenant),
    budgetReads.detail.ask({ kind: "tenant", tenantId, entityId: tenantId }),
  ];
  return (
    <WithAnswers viewer={viewer} asks={asks}>
      <UsageView tenantId={tenantId} />
    </WithAnswers>
  );
}

/** A segment that is no valid encoding names no tenant; it is passed on as it is. */
function decodeSegment(segment: string): string {
  return /%(?![0-9a-f]{2})/i.test(segment) ? segment : decodeURIComponent(segment);
}
