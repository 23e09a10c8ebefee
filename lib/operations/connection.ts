import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { diagnoseLiteLLM } from "@/lib/upstream/litellm/doctor";
import { requireOperator } from "./runs";
import type { ConnectionReport } from "./schema";

/** A page waits for it, so a proxy that hangs is given up sooner than by the worker. */
const TIMEOUT_MS = 5_000;

/** What LiteLLM allows and lacks, asked now. */
export async function checkConnection(viewer: Viewer): Promise<ConnectionReport> {
  requireOperator(viewer);
  const settings = getSettings();
  const { findings } = await diagnoseLiteLLM({
    baseUrl: settings.LITELLM_URL,
    apiKey: settings.LITELLM_MASTER_KEY,
    timeoutMs: Math.min(settings.LITELLM_TIMEOUT_MS, TIMEOUT_MS),
    concurrency: settings.LITELLM_CONCURRENCY,
    pageSize: settings.LITELLM_PAGE_SIZE,
    channelTagPrefix: settings.CHANNEL_TAG_PREFIX,
  });
  return { checked_at: new Date().toISOString(), findings: [...findings] };
}
