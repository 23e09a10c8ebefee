import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { alertsSearchParams, toAlertListQuestion } from "@/components/alerts/alerts-search-params";
import { AlertsView } from "@/components/alerts/alerts-view";
import { alertReads } from "@/lib/alerts/reads";
import { requireViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";

export const metadata: Metadata = { title: "Alerts" };

const loadUrl = createLoader(alertsSearchParams);

export default async function AlertsPage({ searchParams }: PageProps<"/alerts">) {
  const [viewer, url] = await Promise.all([requireViewer(), loadUrl(searchParams)]);
  const asks = {
    alerts: [alertReads.list.ask(toAlertListQuestion(url))],
    rules: [alertReads.rules.ask({}), alertReads.channels.ask({})],
    channels: [alertReads.channels.ask({})],
    deliveries: [alertReads.deliveries.ask({ page: Math.max(1, url.page) })],
  }[url.tab];
  const canAdd = viewer.role === "platform_admin" || viewer.role === "operator";
  return (
    <WithAnswers viewer={viewer} asks={asks}>
      <AlertsView canAdd={canAdd} />
    </WithAnswers>
  );
}
