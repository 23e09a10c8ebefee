"use client";

import { useQueryStates } from "nuqs";
import { Panel } from "@/components/feedback/panel";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import {
  ALERT_STATES,
  ALERT_TABS,
  alertsSearchParams,
  toAlertListQuestion,
} from "./alerts-search-params";
import { ChannelsTab } from "./channels-tab";
import { DeliveriesTab } from "./deliveries-tab";
import { RulesTab } from "./rules-tab";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { DataTable } from "@/components/table/data-table";
import { alertQueries, useAlertAction, useMarkAlertsSeen } from "@/lib/alerts/queries";
import { toAlertColumns } from "./alert-columns";

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
  const query = useQuery(alertQueries.list.options(toAlertListQuestion(url)));
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
        sort={null}
        onSortChange={() => undefined}
        pageSize={list?.page_size}
        serverPaging={{
          page: url.page,
          total: list?.total ?? 0,
          onPageChange: (page) => void setUrl({ page }, { history: "push", scroll: true }),
        }}
        emptyTitle={url.state === "open" ? "No open alerts" : "No alerts like this"}
        emptyHint="A threshold raises one alert a budget period, and another only after the budget fell below it."
        toolbar={
          <div className="max-w-full overflow-x-auto">
            <ToggleGroup
              aria-label="State"
              value={url.state}
              onValueChange={(name) =>
                void setUrl({
                  state: ALERT_STATES.find((state) => state === name) ?? "open",
                  page: 1,
                })
              }
            >
              {ALERT_STATES.map((state) => (
                <ToggleGroupItem key={state} value={state}>
                  {STATE_WORDS[state]}
                </ToggleGroupItem>
              ))}
            </ToggleGroup>
          </div>
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
        <ToggleGroup
          aria-label="Part"
          className="w-fit"
          value={tab}
          onValueChange={(name) =>
            void setUrl({ tab: ALERT_TABS.find((one) => one === name) ?? "alerts", page: 1 })
          }
        >
          {ALERT_TABS.map((one) => (
            <ToggleGroupItem key={one} value={one}>
              {TAB_WORDS[one]}
            </ToggleGroupItem>
          ))}
        </ToggleGroup>
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
