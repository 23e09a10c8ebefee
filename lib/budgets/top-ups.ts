import "server-only";
import { randomUUID } from "node:crypto";
import { runAlone } from "@/lib/db/exclusive";
import { applyBudgetChange } from "./apply-change";
import { findBudget, withBudgetLock } from "./change-store";
import { toStoredFields } from "./changes";
import { endTopUps, listDueTopUps } from "./top-up-store";

/**
 * Takes back raises whose period LiteLLM has ended. A limit that somebody set since stays.
 * @returns how many limits went back
 */
export async function endDueTopUps(actor: string): Promise<number> {
  let ended = 0;
  await runAlone("top-ups", async () => {
    ended = await endAll(actor);
  });
  return ended;
}

async function endAll(actor: string): Promise<number> {
  let ended = 0;
  for (const topUp of await listDueTopUps()) {
    const target = { kind: topUp.kind, tenant_id: topUp.tenant_id, id: topUp.entity_id };
    const row = await findBudget({ kind: "all" }, target);
    if (row === null) continue;
    const outcome = await applyBudgetChange(row, {
      batchId: randomUUID(),
      author: { actor },
      origin: "top-up-end",
      undoesBatchId: null,
      edit: { limit_usd: Number(topUp.base_limit_usd) },
      expected: { ...toStoredFields(row), limit_usd: Number(topUp.raised_limit_usd) },
      reason: "The period of the top-up is over",
    });
    if (outcome.outcome === "done") ended += 1;
    if (outcome.outcome === "conflict" || outcome.outcome === "unchanged") {
      await withBudgetLock(target, (tx) => endTopUps(tx, target, "replaced"));
    }
  }
  return ended;
}
