import { getSettings } from "@/lib/env";
import { formatDiagnosis, hasFailed } from "@/lib/upstream/litellm/diagnosis";
import { diagnoseLiteLLM } from "@/lib/upstream/litellm/doctor";

/** Prints what LiteLLM allows and lacks. Exit code 0 when nothing failed, else 1. */
export async function runDoctor(): Promise<number> {
  const settings = getSettings();
  const diagnosis = await diagnoseLiteLLM({
    baseUrl: settings.LITELLM_URL,
    apiKey: settings.LITELLM_MASTER_KEY,
    timeoutMs: settings.LITELLM_TIMEOUT_MS,
    concurrency: settings.LITELLM_CONCURRENCY,
    pageSize: settings.LITELLM_PAGE_SIZE,
    channelTagPrefix: settings.CHANNEL_TAG_PREFIX,
  });
  process.stdout.write(`${formatDiagnosis(diagnosis)}\n`);
  return hasFailed(diagnosis) ? 1 : 0;
}
