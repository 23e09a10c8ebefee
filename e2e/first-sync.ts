import { createDatabase } from "@/lib/db/client";
import { getSettings } from "@/lib/env";
import { runOnce } from "@/lib/sync/run-once";
import { findAnalyticsClient } from "@/lib/upstream/analytics/from-settings";
import { createLiteLLMClient } from "@/lib/upstream/litellm/client";
import { toLiteLLMOptions } from "@/lib/upstream/litellm/from-settings";

/** Reads everything from LiteLLM once, here and now, so that the first page has figures. */
async function syncOnce(): Promise<number> {
  const settings = getSettings();
  if (settings.DATABASE_URL === undefined) throw new Error("DATABASE_URL is not set");
  const db = createDatabase(settings.DATABASE_URL);
  const client = createLiteLLMClient(toLiteLLMOptions(settings));
  const analytics = findAnalyticsClient(settings);
  try {
    const { outcome, errors } = await runOnce({ db, client, analytics, settings });
    for (const error of errors) process.stderr.write(`${error}\n`);
    return outcome === "failed" ? 1 : 0;
  } finally {
    await db.$disconnect();
  }
}

process.exit(await syncOnce());
