import { createDatabase } from "@/lib/db/client";
import { getSettings } from "@/lib/env";
import { runOnce } from "@/lib/sync/run-once";
import { createLiteLLMClient } from "@/lib/upstream/litellm/client";
import { toLiteLLMOptions } from "@/lib/upstream/litellm/from-settings";
import { RESULT_MARK, type SyncMeasurement } from "./sync-measurement";

/** One reading of everything, as the worker does it; tells what it took on the last line. */
async function measureSync(): Promise<SyncMeasurement> {
  const settings = getSettings();
  const db = createDatabase(settings.DATABASE_URL ?? "", { poolSize: settings.DATABASE_POOL_SIZE });
  const client = createLiteLLMClient(toLiteLLMOptions(settings));
  const startRssKib = process.resourceUsage().maxRSS;
  const startedAt = performance.now();
  const { outcome, rowsChanged, errors } = await runOnce({ db, client, settings });
  const seconds = (performance.now() - startedAt) / 1000;
  await db.$disconnect();
  return {
    outcome,
    rowsChanged,
    errors: [...errors],
    seconds,
    startRssMib: startRssKib / 1024,
    peakRssMib: process.resourceUsage().maxRSS / 1024,
  };
}

process.stdout.write(`${RESULT_MARK}${JSON.stringify(await measureSync())}\n`);
process.exit(0);
