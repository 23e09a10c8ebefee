"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { useCallback, type ReactNode } from "react";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { RefreshProgressButton } from "@/components/feedback/refresh-progress-button";
import { useRefresh } from "@/components/feedback/use-refresh";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { MY_SPENDING_KEY, spendingQueries } from "@/lib/spending/queries";
import { AccountCard } from "./account-card";
import { CohortsPanel } from "./cohorts-panel";
import { HistoryPanel } from "./history-panel";
import { MyAgentsPanel } from "./my-agents-panel";
import { PeriodsPanel } from "./periods-panel";
import { profileSearchParams } from "./profile-search-params";
import { SignOutEverywhere } from "./sign-out-everywhere";
import { SpendingPanel } from "./spending-panel";
import { SplitPanel } from "./split-panels";
import { TelemetryPanel } from "./telemetry-panel";
import { useRead } from "@/lib/query/use-read";

/** The viewer's own spending: now, against the limits, and over time. */
export function ProfileView({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [days, setDays] = useQueryState("days", profileSearchParams.days);
  const spending = useRead(spendingQueries.mine.options({}));
  const history = useRead(spendingQueries.myHistory.options({ days: Number(days) }));
  const refresh = useRefresh({
    read: spendingQueries.refresh,
    question: {},
    renews: [MY_SPENDING_KEY],
  });
  const { start } = refresh;
  const renew = useCallback(() => {
    start();
    void client.invalidateQueries({ queryKey: MY_SPENDING_KEY });
  }, [client, start]);
  return (
    <>
      <PageHeader
        title="Profile"
        controls={{
          freshness: <FreshnessBadge snapshot={spending.data?.snapshot} />,
          refresh: <RefreshProgressButton refresh={refresh} />,
        }}
      />
      <PageBody>
        <SpendingPanel query={spending} onReset={renew} />
        {spending.data && (
          <div className="grid gap-4 md:grid-cols-3">
            {spending.data.data.accounts.map((account) => (
              <AccountCard key={account.kind} account={account} />
            ))}
          </div>
        )}
        <HistoryPanel query={history} days={days} onDaysChange={(next) => void setDays(next)} />
        <MyAgentsPanel days={days} />
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <SplitPanel by="model" query={history} />
          <SplitPanel by="agent" query={history} />
          <SplitPanel by="days" query={history} />
          <PeriodsPanel query={history} />
        </div>
        {children}
        <TelemetryPanel />
        <CohortsPanel />
        <SignOutEverywhere />
      </PageBody>
    </>
  );
}
