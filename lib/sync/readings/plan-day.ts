import type { IsoDay } from "@/lib/time";
import type { TenantDay } from "../usage/sums-store";
import type { CoverUpdate, DayCover } from "./coverage-store";
import { formatHeldReading, judgeDay, type AgentFigures, type DayReading } from "./judge-day";

/** What becomes of the days of a reading. */
export interface DaysPlan {
  /** To be replaced by what was read. */
  taken: TenantDay[];
  updates: CoverUpdate[];
  /** Less was read than is stored; that stays for now. */
  heldDays: Set<IsoDay>;
  /** Nothing is left upstream, seen for the first time. */
  goneDays: Set<IsoDay>;
}

export function createDaysPlan(): DaysPlan {
  return { taken: [], updates: [], heldDays: new Set(), goneDays: new Set() };
}

export interface JudgedDay extends TenantDay {
  reading: DayReading;
  rejectedRows: number;
  stored: AgentFigures;
  known: DayCover | undefined;
}

/** Adds a day to the plan by the rule of `judgeDay`. */
export function planDay(plan: DaysPlan, judged: JudgedDay, confirmAfterMs: number): void {
  const { tenantId, day, reading, rejectedRows, stored, known } = judged;
  const { readAt } = reading;
  const verdict = judgeDay(stored, reading, known?.held ?? null, confirmAfterMs);
  const update = { tenantId, day, readAt, rejectedRows, heldReading: null, goneAt: null };
  if (verdict.decision === "take") {
    plan.taken.push({ tenantId, day });
    plan.updates.push(update);
  } else if (verdict.decision === "gone") {
    if (!known?.goneAt) plan.goneDays.add(day);
    plan.updates.push({ ...update, goneAt: known?.goneAt ?? readAt });
  } else {
    plan.heldDays.add(day);
    const heldReading = formatHeldReading(verdict.keepHeld);
    // The figures shown are those of the earlier reading, and so is their time.
    plan.updates.push({ ...update, readAt: known?.readAt ?? readAt, heldReading });
  }
}
