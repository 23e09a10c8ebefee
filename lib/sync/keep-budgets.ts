import type { Logger } from "pino";
import { lookForAlerts } from "@/lib/alerts/evaluate-alerts";
import { sealStoredChannels } from "@/lib/alerts/rules";
import { endDueTopUps } from "@/lib/budgets/top-ups";

/** What follows from new readings: limits that go back after a reset, and alerts. */
export async function keepBudgets(logger: Logger): Promise<void> {
  const ended = await endDueTopUps("worker");
  if (ended > 0) logger.info({ ended }, "took back top-ups whose period is over");
  const fired = await lookForAlerts(new Date());
  if (fired !== null && fired > 0) logger.info({ fired }, "alerts fired");
}

/** What an earlier release, or one that still runs beside this, stored plain. */
export async function keepSecretsSealed(logger: Logger): Promise<void> {
  const sealed = await sealStoredChannels();
  if (sealed > 0) logger.info({ sealed }, "encrypted the secrets of alert channels");
}
