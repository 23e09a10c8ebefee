import "server-only";
import { randomUUID } from "node:crypto";
import { toTenantScope, type Viewer } from "@/lib/auth/policy";
import { withLease } from "@/lib/db/lease";
import { applyBudgetChange } from "./apply-change";
import { findBudget, withBudgetLease } from "./change-store";
import { toStoredFields } from "./changes";
import { endTopUps, listDueTopUps } from "./top-up-store";
import { WRITE_WORDS } from "./words";

/**
 * Takes back raises whose period LiteLLM has ended. A limit that somebody set since stays.
 * @returns how many limits went back
 */
export async function endDueTopUps(viewer: Viewer): Promise<number> {
  const done = await withLease("top-ups", 0, () => endAll(viewer));
  return done?.result ?? 0;
}

async function endAll(viewer: Viewer): Promise<number> {
  let ended = 0;
  for (const topUp of await listDueTopUps()) {
    const target = { kind: topUp.kind, tenant_id: topUp.tenant_id, id: topUp.entity_id };
    const row = await findBudget(toTenantScope(viewer), target);
    if (row === null) continue;
    const outcome = await applyBudgetChange(row, {
      batchId: randomUUID(),
      viewer,
      origin: "top-up-end",
      undoesBatchId: null,
      edit: { limit_usd: Number(topUp.base_limit_usd) },
      expected: { ...toStoredFields(row), limit_usd: Number(topUp.raised_limit_usd) },
      reason: WRITE_WORDS.topUpOver,
    });
    if (outcome.outcome === "done") ended += 1;
    if (outcome.outcome === "conflict" || outcome.outcome === "unchanged") {
      await withBudgetLease(target, () => endTopUps(target, "replaced"));
    }
  }
  return ended;
}
