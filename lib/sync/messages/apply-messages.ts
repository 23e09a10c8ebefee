import type { Transaction } from "@/lib/db/client";
import { Decimal } from "@/lib/money";
import { listDays, type DayRange, type IsoDay } from "@/lib/time";
import type { ReadReport } from "@/lib/upstream/litellm/records";
import { countRejected } from "../usage/apply-usage";
import type { AssignedMessages, MessageDayRow } from "./assign-messages";
import {
  listCover,
  lockTenants,
  raiseVersions,
  saveCover,
  type DayCover,
} from "../readings/coverage-store";
import { toFingerprint, type AgentFigures } from "../readings/judge-day";
import { createDaysPlan, planDay, type DaysPlan } from "../readings/plan-day";
import { listStoredMessages, replaceMessageDays, type StoredMessages } from "./message-store";
import { isOutdated } from "../readings/plan-windows";
import type { TenantDay } from "../usage/sums-store";

const toFigures = (messages: number) => ({
  costUsd: new Decimal(0),
  callCount: messages,
  totalTokens: 0,
});

const toKey = (tenantId: string, day: IsoDay) => `${day} ${tenantId}`;

function groupByTenantDay<T extends TenantDay>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = toKey(row.tenantId, row.day);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(row);
  }
  return groups;
}

/** Highest counts by agent. An agent that another tenant has now is counted there, and not missed here. */
function toReadFigures(
  rows: readonly MessageDayRow[],
  stored: readonly StoredMessages[],
  elsewhere: ReadonlySet<string>,
  day: IsoDay,
): AgentFigures {
  const counts = new Map<string, number>();
  for (const row of rows)
    counts.set(row.agentId, (counts.get(row.agentId) ?? 0) + row.messageCount);
  for (const { agentId, lowest } of stored) {
    if (!counts.has(agentId) && elsewhere.has(`${day} ${agentId}`)) counts.set(agentId, lowest);
  }
  return new Map([...counts].map(([agentId, count]) => [agentId, toFigures(count)]));
}

export interface MessageWindow {
  /** Whose days to write; all of them are covered afterwards, with or without messages. */
  tenantIds: readonly string[];
  range: DayRange;
  assigned: AssignedMessages;
  report: ReadReport;
  readAt: Date;
  runId: string;
  confirmAfterMs: number;
}

export interface AppliedMessages extends Pick<DaysPlan, "heldDays" | "goneDays"> {
  rowsChanged: number;
}

function planMessages(
  window: MessageWindow,
  cover: ReadonlyMap<string, ReadonlyMap<IsoDay, DayCover>>,
  stored: readonly StoredMessages[],
): DaysPlan {
  const plan = createDaysPlan();
  const rowsOf = groupByTenantDay(window.assigned.rows);
  const storedOf = groupByTenantDay(stored);
  const elsewhere = new Set(window.assigned.rows.map((row) => `${row.day} ${row.agentId}`));
  for (const tenantId of window.tenantIds) {
    for (const day of listDays(window.range)) {
      const known = cover.get(tenantId)?.get(day);
      if (isOutdated(window.readAt, known?.readAt)) continue;
      const rows = rowsOf.get(toKey(tenantId, day)) ?? [];
      const before = storedOf.get(toKey(tenantId, day)) ?? [];
      const rejectedRows = countRejected(window.report, day);
      const reading = {
        figures: toReadFigures(rows, before, elsewhere, day),
        fingerprint: toFingerprint(rows.map((row) => JSON.stringify(row))),
        readAt: window.readAt,
        hasRejections: rejectedRows > 0,
      };
      const figures = new Map(before.map((row) => [row.agentId, toFigures(row.lowest)]));
      const judged = { tenantId, day, reading, rejectedRows, stored: figures, known };
      planDay(plan, judged, window.confirmAfterMs);
    }
  }
  return plan;
}

/**
 * Takes a whole reading over for some tenants, in the caller's transaction, with the rule of `judgeDay`:
 * a day that shows fewer messages of an agent than were certainly there is held, one that vanished is kept.
 */
export async function applyMessages(
  tx: Transaction,
  window: MessageWindow,
): Promise<AppliedMessages> {
  const tenantIds = await lockTenants(tx, window.tenantIds);
  const cover = await listCover(tx, tenantIds, "messages", window.range);
  const stored = await listStoredMessages(tx, tenantIds, window.range);
  const plan = planMessages({ ...window, tenantIds }, cover, stored);
  const taken = new Set(plan.taken.map(({ tenantId, day }) => toKey(tenantId, day)));
  const rows = window.assigned.rows.filter((row) => taken.has(toKey(row.tenantId, row.day)));
  const changed = await replaceMessageDays(tx, plan.taken, rows);
  const shown = await saveCover(tx, "messages", window.runId, plan.updates);
  await raiseVersions(tx, new Set([...changed, ...shown]));
  return { rowsChanged: changed.length, heldDays: plan.heldDays, goneDays: plan.goneDays };
}
