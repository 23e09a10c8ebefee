"use client";

import { useQueryStates } from "nuqs";
import { Panel } from "@/components/feedback/panel";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ChoiceGroup } from "@/components/ui/toggle-group";
import { alertsSearchParams, toAlertListQuestion } from "./alerts-search-params";
import { ChannelsTab } from "./channels-tab";
import { DeliveriesTab } from "./deliveries-tab";
import { RulesTab } from "./rules-tab";
import { useEffect, useMemo } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { DataTable } from "@/components/table/data-table";
import { alertQueries, useAlertAction, useMarkAlertsSeen } from "@/lib/alerts/queries";
import { toAlertColumns } from "./alert-columns";
import { useRead } from "@/lib/query/use-read";

const STATE_WORDS = {
  open: "Open",
  active: "Active",
  acknowledged: "Acknowledged",
  snoozed: "Snoozed",
  resolved: "Resolved",
  all: "All",
} as const;

/** Alerts, worst first; looking at them is what the bell waits for. */
function AlertListTab() {
  const [url, setUrl] = useQueryStates(alertsSearchParams);
  const query = useRead(alertQueries.list.options(toAlertListQuestion(url)));
  const action = useAlertAction();
  const { mutate: markSeen } = useMarkAlertsSeen();
  useEffect(() => markSeen(), [markSeen]);
  const columns = useMemo(() => toAlertColumns((order) => action.mutate(order)), [action]);
  const list = query.data?.data;
  return (
    <>
      {(query.error ?? action.error) && (
        <ErrorNotice
          error={query.error ?? action.error}
          onRetry={() => void query.refetch()}
          keptAsOf={list ? null : undefined}
          className="mt-3"
        />
      )}
      <DataTable
        label="Budget alerts, worst first"
        columns={columns}
        rows={list?.items ?? []}
        rowKey={(row) => row.id}
        isLoading={query.isPending}
        pageSize={list?.page_size}
        serverPaging={{
          page: url.page,
          total: list?.total ?? 0,
          onPageChange: (page) => void setUrl({ page }, { history: "push", scroll: true }),
        }}
        emptyTitle={url.state === "open" ? "No open alerts" : "No alerts like this"}
        emptyHint="A threshold raises one alert a budget period, and another only after the budget fell below it."
        toolbar={
          <ChoiceGroup
            label="State"
            value={url.state}
            onChange={(state) => void setUrl({ state, page: 1 })}
            options={STATE_WORDS}
          />
        }
      />
    </>
  );
}

const TAB_WORDS = {
  alerts: "Alerts",
  rules: "Rules",
  channels: "Channels",
  deliveries: "Deliveries",
} as const;

/** Budget alerts: what crossed a threshold, the rules, where messages go, and what became of them. */
export function AlertsView({ canAdd }: { canAdd: boolean }) {
  const [{ tab }, setUrl] = useQueryStates(alertsSearchParams);
  return (
    <>
      <PageHeader title="Alerts" />
      <PageBody>
        <ChoiceGroup
          label="Part"
          value={tab}
          onChange={(next) => void setUrl({ tab: next, page: 1 })}
          options={TAB_WORDS}
        />
        <Panel title={TAB_WORDS[tab]} isTitleHidden isFlush>
          {tab === "alerts" && <AlertListTab />}
          {tab === "rules" && <RulesTab canAdd={canAdd} />}
          {tab === "channels" && <ChannelsTab canAdd={canAdd} />}
          {tab === "deliveries" && <DeliveriesTab />}
        </Panel>
      </PageBody>
    </>
  );
}
