import { createDatabase } from "@/lib/db/client";
import { getSettings } from "@/lib/env";
import { runOnce } from "@/lib/sync/run-once";
import { createLiteLLMClient } from "@/lib/upstream/litellm/client";

/** Reads everything from LiteLLM once, here and now, so that the first page has figures. */
async function syncOnce(): Promise<number> {
  const settings = getSettings();
  if (settings.DATABASE_URL === undefined) throw new Error("DATABASE_URL is not set");
  const db = createDatabase(settings.DATABASE_URL);
  const client = createLiteLLMClient({
    baseUrl: settings.LITELLM_URL,
    apiKey: settings.LITELLM_MASTER_KEY,
    timeoutMs: settings.LITELLM_TIMEOUT_MS,
    concurrency: settings.LITELLM_CONCURRENCY,
    pageSize: settings.LITELLM_PAGE_SIZE,
  });
  try {
    const { outcome, errors } = await runOnce({ db, client, settings });
    for (const error of errors) process.stderr.write(`${error}\n`);
    return outcome === "failed" ? 1 : 0;
  } finally {
    await db.$disconnect();
  }
}

process.exit(await syncOnce());
