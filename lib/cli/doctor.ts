import { getSettings } from "@/lib/env";
import { diagnoseAnalytics } from "@/lib/upstream/analytics/doctor";
import { toAnalyticsOptions } from "@/lib/upstream/analytics/from-settings";
import { formatDiagnosis, hasFailed } from "@/lib/upstream/diagnosis";
import { diagnoseLiteLLM } from "@/lib/upstream/litellm/doctor";
import { toLiteLLMOptions } from "@/lib/upstream/litellm/from-settings";

/** Prints what LiteLLM and the analytics API allow and lack. Exit code 0 when nothing failed, else 1. */
export async function runDoctor(): Promise<number> {
  const settings = getSettings();
  const [litellm, analytics] = await Promise.all([
    diagnoseLiteLLM({
      ...toLiteLLMOptions(settings),
      channelTagPrefix: settings.CHANNEL_TAG_PREFIX,
      spendLogPages: settings.LITELLM_SPEND_LOG_PAGES,
    }),
    diagnoseAnalytics(toAnalyticsOptions(settings)),
  ]);
  const texts = [formatDiagnosis("LiteLLM", litellm), formatDiagnosis("Analytics API", analytics)];
  process.stdout.write(`${texts.join("\n\n")}\n`);
  return hasFailed(litellm) || hasFailed(analytics) ? 1 : 0;
}
