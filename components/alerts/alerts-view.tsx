"use client";

import { useQueryStates } from "nuqs";
import { Panel } from "@/components/feedback/panel";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import { AlertListTab } from "./alert-list";
import { ALERT_TABS, alertsSearchParams } from "./alerts-search-params";
import { ChannelsTab } from "./channels-tab";
import { DeliveriesTab } from "./deliveries-tab";
import { RulesTab } from "./rules-tab";

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
