"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { Panel } from "@/components/feedback/panel";
import { PendingNotice } from "@/components/feedback/pending-notice";
import { DayRangeNotice } from "@/components/filters/day-range-notice";
import { RangePicker } from "@/components/filters/range-picker";
import { DEFAULT_RANGE } from "@/components/filters/resolve-range";
import { useDebounced } from "@/components/filters/use-debounced";
import { useRangeUrlState } from "@/components/filters/range-url-state";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { RefreshButton } from "@/components/layout/refresh-button";
import { Button } from "@/components/ui/button";
import { formatDayRange } from "@/lib/format";
import { usageQueries } from "@/lib/usage/queries";
import { toTenantListQuestion } from "./tenants-search-params";
import { TenantsTable } from "./tenants-table";
import { useTenantsUrlState } from "./use-tenants-url-state";

/** Every tenant the viewer may see with what it cost in the period. */
export function TenantsView() {
  const { today, range, setRange, withRange } = useRangeUrlState();
  const url = useTenantsUrlState();
  const question = toTenantListQuestion(range, { ...url, q: useDebounced(url.q) });
  const query = useQuery(usageQueries.list.options(question));
  const { data: answer, error, isFetching } = query;
  const retry = () => void query.refetch();
  const controls = {
    range: <RangePicker range={range} today={today} onChange={setRange} />,
    freshness: <FreshnessBadge snapshot={answer?.snapshot} />,
    refresh: <RefreshButton isRefreshing={isFetching} onRefresh={retry} />,
    export: <ExportLink path={usageQueries.list.toCsvPath({ ...question, page: 1 })} />,
  };

  return (
    <>
      <PageHeader
        title="Usage"
        activeCount={range.preset === DEFAULT_RANGE ? 0 : 1}
        controls={controls}
      />
      <PageBody>
        <PendingNotice query={query} wished={formatDayRange(range.startDate, range.endDate)} />
        <DayRangeNotice range={range} today={today} onChange={setRange} />
        <Panel title="Tenants" isTitleHidden isFlush isReloading={isFetching && !!answer}>
          {error && (
            <ErrorNotice
              error={error}
              onRetry={retry}
              isRetrying={isFetching}
              keptAsOf={answer?.snapshot.asOf}
              className={answer && "mt-3"}
            />
          )}
          {(answer !== undefined || !error) && (
            <TenantsTable
              list={answer?.data}
              url={url}
              caption={`${range.label}, UTC days, against the period before`}
              withRange={withRange}
            />
          )}
        </Panel>
      </PageBody>
    </>
  );
}

function ExportLink({ path }: { path: string }) {
  return (
    <Button asChild variant="outline">
      <a href={path} download>
        <Download aria-hidden className="text-muted-foreground" />
        Export CSV
      </a>
    </Button>
  );
}
