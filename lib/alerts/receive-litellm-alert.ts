import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { watchBudget } from "@/lib/budgets/budgets-for-alerts";
import { getSettings } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { parseBudgetEvent, type BudgetEventRecord } from "@/lib/upstream/litellm/webhook";
import { listEnabledRules } from "./alert-store";
import { findTenantOfAgent, rememberEvent } from "./litellm-alert-store";
import { observeBudget } from "./evaluate-alerts";

export interface HookAnswer {
  /** Taken in now; false for a repetition and for what is no budget alert. */
  accepted: boolean;
}

/** Compares in the same time whatever is wrong. */
function isSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => new Uint8Array(createHash("sha256").update(text).digest());
  return timingSafeEqual(digest(given), digest(wanted));
}

async function findTenantId(event: BudgetEventRecord): Promise<string | null> {
  if (event.kind === "tenant") return event.id;
  return event.kind === "agent" ? findTenantOfAgent(event.id) : "";
}

/**
 * Takes in one of LiteLLM's own alerts: it is a reading of the counter between two syncs, and raises the
 * same alerts that the next sync would, once.
 * @throws {AppError} not_found without the secret, as if there were no such address
 */
export async function takeLiteLLMEvent(secret: string, body: unknown): Promise<HookAnswer> {
  const wanted = getSettings().LITELLM_WEBHOOK_SECRET;
  if (wanted === undefined || !isSecret(secret, wanted)) {
    throw new AppError("not_found", "There is nothing at this address.");
  }
  const event = parseBudgetEvent(body);
  const now = new Date();
  if (event === null || !(await rememberEvent(event.fingerprint, now))) return { accepted: false };
  const tenantId = await findTenantId(event);
  if (tenantId === null) return { accepted: false };
  const budget = await watchBudget({ kind: event.kind, tenant_id: tenantId, id: event.id });
  if (budget === null) return { accepted: false };
  const spentUsd = Math.max(budget.spentUsd, event.spentUsd ?? 0);
  await observeBudget({ ...budget, spentUsd }, await listEnabledRules(), now);
  return { accepted: true };
}
