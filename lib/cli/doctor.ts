import { getSettings } from "@/lib/env";
import { formatDiagnosis, hasFailed } from "@/lib/upstream/litellm/diagnosis";
import { diagnoseLiteLLM } from "@/lib/upstream/litellm/doctor";
import { toLiteLLMOptions } from "@/lib/upstream/litellm/from-settings";

/** Prints what LiteLLM allows and lacks. Exit code 0 when nothing failed, else 1. */
export async function runDoctor(): Promise<number> {
  const settings = getSettings();
  const diagnosis = await diagnoseLiteLLM({
    ...toLiteLLMOptions(settings),
    channelTagPrefix: settings.CHANNEL_TAG_PREFIX,
  });
  process.stdout.write(`${formatDiagnosis(diagnosis)}\n`);
  return hasFailed(diagnosis) ? 1 : 0;
}
