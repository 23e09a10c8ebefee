import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { diagnoseAnalytics } from "@/lib/upstream/analytics/doctor";
import { toAnalyticsOptions } from "@/lib/upstream/analytics/from-settings";
import { diagnoseLiteLLM } from "@/lib/upstream/litellm/doctor";
import { toLiteLLMOptions } from "@/lib/upstream/litellm/from-settings";
import { requireAdministrationReader } from "./runs";
import type { ConnectionReport } from "./schema";

/** A page waits for it, so a service that hangs is given up sooner than by the worker. */
const TIMEOUT_MS = 5_000;

/** What LiteLLM and the analytics API allow and lack, asked now. */
export async function checkConnection(viewer: Viewer): Promise<ConnectionReport> {
  requireAdministrationReader(viewer);
  const settings = getSettings();
  const [litellm, analytics] = await Promise.all([
    diagnoseLiteLLM({
      ...toLiteLLMOptions(settings),
      timeoutMs: Math.min(settings.LITELLM_TIMEOUT_MS, TIMEOUT_MS),
      channelTagPrefix: settings.CHANNEL_TAG_PREFIX,
      spendLogPages: settings.LITELLM_SPEND_LOG_PAGES,
    }),
    diagnoseAnalytics({
      ...toAnalyticsOptions(settings),
      timeoutMs: Math.min(settings.ANALYTICS_TIMEOUT_MS, TIMEOUT_MS),
    }),
  ]);
  return {
    checked_at: new Date().toISOString(),
    findings: [
      ...litellm.findings.map((finding) => ({ service: "LiteLLM", ...finding })),
      ...analytics.findings.map((finding) => ({ service: "Analytics API", ...finding })),
    ],
  };
}
