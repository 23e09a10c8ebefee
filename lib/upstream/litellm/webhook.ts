import { createHash } from "node:crypto";
import { z } from "zod";
import { wireAmount, wireText } from "./schema";

const wireEvent = z.looseObject({
  event: z.string(),
  event_group: wireText,
  spend: wireAmount.nullish(),
  max_budget: wireAmount.nullish(),
  token: wireText,
  team_id: wireText,
  customer_id: wireText,
});

/** Events that say where a budget stands. */
const BUDGET_EVENTS: ReadonlySet<string> = new Set([
  "threshold_crossed",
  "budget_crossed",
  "soft_budget_crossed",
  "projected_limit_exceeded",
  "max_budget_alert",
]);

/** One of LiteLLM's own budget alerts, in our words. */
export interface BudgetEventRecord {
  /** The same for a repetition of the event. */
  fingerprint: string;
  kind: "tenant" | "agent" | "account";
  id: string;
  spentUsd: number | null;
}

function findSubject(
  event: z.output<typeof wireEvent>,
): Pick<BudgetEventRecord, "kind" | "id"> | null {
  const { event_group: group, token, team_id: teamId, customer_id: customerId } = event;
  if (group === "team" && teamId !== null) return { kind: "tenant", id: teamId };
  if (group === "key" && token !== null) return { kind: "agent", id: token };
  // Documents and older releases say customer.
  if ((group === "end_user" || group === "customer") && customerId !== null) {
    return { kind: "account", id: customerId };
  }
  return null;
}

/** Null for what is no budget alert, such as the cost of every single request. */
export function parseBudgetEvent(body: unknown): BudgetEventRecord | null {
  const parsed = wireEvent.safeParse(body);
  if (!parsed.success || !BUDGET_EVENTS.has(parsed.data.event)) return null;
  const subject = findSubject(parsed.data);
  if (subject === null) return null;
  const spentUsd = parsed.data.spend?.toNumber() ?? null;
  const { event, max_budget: limit } = parsed.data;
  const text = JSON.stringify([event, subject, spentUsd, limit?.toFixed() ?? null]);
  return { fingerprint: createHash("sha256").update(text).digest("hex"), ...subject, spentUsd };
}
