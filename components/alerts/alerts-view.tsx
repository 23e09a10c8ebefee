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
import { useEffect, useMemo, useState } from "react";
import { SearchInput } from "@/components/filters/search-input";
import { useDebounced } from "@/components/filters/use-debounced";
import { Button } from "@/components/ui/button";
import type { AlertAction, AlertRow } from "@/lib/alerts/schema";
import { formatCountOf } from "@/lib/format";
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

/** The alerts that were ticked. */
function useAlertSelection() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selection = useMemo(
    () => ({
      has: ({ id }: AlertRow) => ids.has(id),
      toggle: ({ id }: AlertRow) =>
        setIds((before) => {
          const next = new Set(before);
          if (!next.delete(id)) next.add(id);
          return next;
        }),
    }),
    [ids],
  );
  return { ids, selection, choose: (next: readonly string[]) => setIds(new Set(next)) };
}

interface SelectionBarProps {
  count: number;
  isBusy: boolean;
  onAct: (action: AlertAction["action"]) => void;
  onAll: () => void;
  onClear: () => void;
}

/** What can be done with the ticked alerts. */
function SelectionBar({ count, isBusy, onAct, onAll, onClear }: SelectionBarProps) {
  if (count === 0) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 border-b bg-brand-soft px-4 py-2 text-sm"
    >
      <p className="flex-1 font-medium text-brand">{formatCountOf(count, "alert")} selected</p>
      <Button size="sm" variant="outline" onClick={onAll}>
        Select all on this page
      </Button>
      <Button size="sm" disabled={isBusy} onClick={() => onAct("acknowledge")}>
        Acknowledge
      </Button>
      <Button size="sm" variant="outline" disabled={isBusy} onClick={() => onAct("snooze")}>
        Snooze 1 d
      </Button>
      <Button size="sm" variant="quiet" onClick={onClear}>
        Clear selection
      </Button>
    </div>
  );
}

/** Alerts, worst first; looking at them is what the bell waits for. */
function AlertListTab() {
  const [url, setUrl] = useQueryStates(alertsSearchParams);
  const q = useDebounced(url.q);
  const query = useRead(alertQueries.list.options(toAlertListQuestion({ ...url, q })));
  const { ids, selection, choose } = useAlertSelection();
  const action = useAlertAction();
  const { mutate: markSeen } = useMarkAlertsSeen();
  useEffect(() => markSeen(), [markSeen]);
  const { mutate: act } = action;
  const columns = useMemo(() => toAlertColumns(act, selection), [act, selection]);
  const list = query.data?.data;
  const error = query.error ?? action.error;
  const all = list?.items.filter((row) => row.can_act).map(({ id }) => id) ?? [];
  const actOnAll = (name: AlertAction["action"]) =>
    act({ alert_ids: [...ids], action: name, hours: 24 }, { onSuccess: () => choose([]) });
  return (
    <>
      {error && (
        <ErrorNotice
          error={error}
          onRetry={() => void query.refetch()}
          keptAsOf={list ? null : undefined}
          className="mt-3"
        />
      )}
      <SelectionBar
        count={ids.size}
        isBusy={action.isPending}
        onAct={actOnAll}
        onAll={() => choose(all)}
        onClear={() => choose([])}
      />
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
        emptyTitle={url.state === "open" && url.q === "" ? "No open alerts" : "No alerts like this"}
        emptyHint="A threshold raises one alert a budget period, and another only after the budget fell below it."
        toolbar={
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <SearchInput
              label="Search alerts by name, tenant or id"
              placeholder="Search name, tenant or id"
              value={url.q}
              onChange={(text) => void setUrl({ q: text, page: 1 })}
            />
            <ChoiceGroup
              label="State"
              value={url.state}
              onChange={(state) => void setUrl({ state, page: 1 })}
              options={STATE_WORDS}
            />
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
