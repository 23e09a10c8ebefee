import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { diagnoseLiteLLM } from "@/lib/upstream/litellm/doctor";
import { toLiteLLMOptions } from "@/lib/upstream/litellm/from-settings";
import { requireAdministrationReader } from "./runs";
import type { ConnectionReport } from "./schema";

/** A page waits for it, so a proxy that hangs is given up sooner than by the worker. */
const TIMEOUT_MS = 5_000;

/** What LiteLLM allows and lacks, asked now. */
export async function checkConnection(viewer: Viewer): Promise<ConnectionReport> {
  requireAdministrationReader(viewer);
  const settings = getSettings();
  const { findings } = await diagnoseLiteLLM({
    ...toLiteLLMOptions(settings),
    timeoutMs: Math.min(settings.LITELLM_TIMEOUT_MS, TIMEOUT_MS),
    channelTagPrefix: settings.CHANNEL_TAG_PREFIX,
  });
  return { checked_at: new Date().toISOString(), findings: [...findings] };
}
