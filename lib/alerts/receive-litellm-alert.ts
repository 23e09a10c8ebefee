import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { checkRate, toRateSubject, uncount } from "@/lib/access/rate-limit";
import { watchBudget } from "@/lib/budgets/budgets-for-alerts";
import { getSettings } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { parseBudgetEvent, type BudgetEventRecord } from "@/lib/upstream/litellm/webhook";
import { findTenantOfAgent, rememberEvent } from "./alert-store";
import { observeBudget } from "./evaluate-alerts";
import { listWorkingRules } from "./rule-rights";

export interface HookAnswer {
  /** Taken in now; false for a repetition and for what is no budget alert. */
  accepted: boolean;
}

/** Compares in the same time whatever is wrong. */
function isSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => new Uint8Array(createHash("sha256").update(text).digest());
  return timingSafeEqual(digest(given), digest(wanted));
}

export interface HookCall {
  secret: string;
  /** Whose wrong secrets are counted. */
  address: string;
  readBody: () => Promise<unknown>;
}

/** @throws {AppError} not_found, as if there were no such address; too_many_requests for who guesses */
async function checkSecret({ secret, address }: HookCall): Promise<void> {
  const wanted = getSettings().LITELLM_WEBHOOK_SECRET;
  const nothing = new AppError("not_found", "There is nothing at this address.");
  if (wanted === undefined) throw nothing;
  const who = toRateSubject(address);
  await checkRate("wrong-hook-secret", who);
  if (!isSecret(secret, wanted)) throw nothing;
  await uncount("wrong-hook-secret", who);
}

async function findTenantId(event: BudgetEventRecord): Promise<string | null> {
  if (event.kind === "tenant") return event.id;
  return event.kind === "agent" ? findTenantOfAgent(event.id) : "";
}

/**
 * Takes in one of LiteLLM's own alerts: it is a reading of the counter between two syncs, and raises the
 * same alerts that the next sync would, once.
 * @throws {AppError} not_found without the secret: nothing is read then
 */
export async function takeLiteLLMEvent(call: HookCall): Promise<HookAnswer> {
  await checkSecret(call);
  const event = parseBudgetEvent(await call.readBody());
  const now = new Date();
  if (event === null || !(await rememberEvent(event.fingerprint, now))) return { accepted: false };
  const tenantId = await findTenantId(event);
  if (tenantId === null) return { accepted: false };
  const budget = await watchBudget({ kind: event.kind, tenant_id: tenantId, id: event.id });
  if (budget === null) return { accepted: false };
  const spentUsd = Math.max(budget.spentUsd, event.spentUsd ?? 0);
  await observeBudget({ ...budget, spentUsd }, await listWorkingRules(), now);
  return { accepted: true };
}
