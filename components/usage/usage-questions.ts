import type { CompareMode, GroupBy } from "@/components/filters/usage-url-state";
import { toUsageQuestion } from "@/lib/usage/queries";

interface UsageUrl {
  range: { startDate: string; endDate: string };
  compare: CompareMode;
  groupBy: GroupBy;
  agentIds: readonly string[];
  providers: readonly string[];
}

/** What a tenant's page asks for its URL, on the server and in the browser. */
export function toUsageQuestions(tenantId: string, url: UsageUrl) {
  const { startDate, endDate } = url.range;
  const scope = toUsageQuestion(tenantId, startDate, endDate, url);
  const compared = { ...scope, compare: url.compare };
  return {
    tenant: { tenantId },
    scope,
    compared,
    series: { ...compared, group_by: url.groupBy },
    /** The range without filters: what can be filtered by. */
    unfiltered: toUsageQuestion(tenantId, startDate, endDate),
  };
}
