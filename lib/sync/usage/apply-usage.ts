import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { listDays, type DayRange, type IsoDay } from "@/lib/time";
import type {
  AgentDayRecord,
  ReadReport,
  UsageMetrics,
  WholeRead,
} from "@/lib/upstream/litellm/records";
import {
  listCover,
  lockTenants,
  raiseVersions,
  saveCover,
  type CoverUpdate,
  type DayCover,
} from "../readings/coverage-store";
import {
  formatHeldReading,
  judgeDay,
  toFingerprint,
  type AgentFigures,
  type DayReading,
} from "../readings/judge-day";
import { isOutdated } from "../readings/plan-windows";
import { listStoredFigures, replaceUsageDays, saveUsageAgents } from "./usage-store";

export interface UsageWindow {
  tenantId: string;
  range: DayRange;
  read: WholeRead<AgentDayRecord>;
  runId: string;
  confirmAfterMs: number;
  /** A tenant's teams may move, and take their earlier usage along: less of those agents is no loss. */
  teamsMove: boolean;
}

export interface AppliedUsage {
  rowsChanged: number;
  /** Days whose reading showed less than is stored and is not taken over. */
  heldDays: number;
  /** Days of which the upstream has nothing left, seen for the first time. */
  goneDays: number;
}

interface DayPlan {
  taken: IsoDay[];
  updates: CoverUpdate[];
  heldDays: number;
  goneDays: number;
}

/** How many of the reading's rows were left out on the day; those of no known day count for every day. */
export function countRejected(report: ReadReport, day: IsoDay): number {
  let withDay = 0;
  for (const count of report.rejectedByDay.values()) withDay += count;
  return (report.rejectedByDay.get(day) ?? 0) + (report.rowsRejected - withDay);
}

function toRowText(agentId: string, split: string, name: string, metrics: UsageMetrics): string {
  return JSON.stringify([agentId, split, name, { ...metrics, costUsd: metrics.costUsd.toFixed() }]);
}

function toDayReading(
  records: readonly AgentDayRecord[],
  read: WholeRead<AgentDayRecord>,
  rejectedRows: number,
): DayReading {
  const figures: AgentFigures = new Map(
    records.map(({ agentId, metrics: { costUsd, callCount, totalTokens } }) => [
      agentId,
      { costUsd, callCount, totalTokens },
    ]),
  );
  const rows = records.flatMap(({ agentId, byProvider, byModel }) => [
    ...[...byProvider].map(([name, metrics]) => toRowText(agentId, "provider", name, metrics)),
    ...[...byModel].map(([name, metrics]) => toRowText(agentId, "model", name, metrics)),
  ]);
  const fingerprint = toFingerprint(rows);
  return { figures, fingerprint, readAt: read.readAt, hasRejections: rejectedRows > 0 };
}

function groupByDay(records: readonly AgentDayRecord[]): Map<IsoDay, AgentDayRecord[]> {
  const byDay = new Map<IsoDay, AgentDayRecord[]>();
  for (const record of records) {
    const day = byDay.get(record.day) ?? [];
    byDay.set(record.day, day);
    day.push(record);
  }
  return byDay;
}

function planDays(
  window: UsageWindow,
  cover: ReadonlyMap<IsoDay, DayCover>,
  stored: ReadonlyMap<IsoDay, AgentFigures>,
): DayPlan {
  const { tenantId, read, range, confirmAfterMs } = window;
  const plan: DayPlan = { taken: [], updates: [], heldDays: 0, goneDays: 0 };
  const byDay = groupByDay(read.records);
  for (const day of listDays(range)) {
    const known = cover.get(day);
    if (isOutdated(read.readAt, known?.readAt)) continue;
    const rejectedRows = countRejected(read.report, day);
    const reading = toDayReading(byDay.get(day) ?? [], read, rejectedRows);
    const verdict = judgeDay(
      stored.get(day) ?? new Map(),
      reading,
      known?.held ?? null,
      confirmAfterMs,
    );
    const update = {
      tenantId,
      day,
      readAt: read.readAt,
      rejectedRows,
      heldReading: null,
      goneAt: null,
    };
    if (verdict.decision === "take") {
      plan.taken.push(day);
      plan.updates.push(update);
    } else if (verdict.decision === "gone") {
      if (!known?.goneAt) plan.goneDays += 1;
      plan.updates.push({ ...update, goneAt: known?.goneAt ?? read.readAt });
    } else {
      plan.heldDays += 1;
      const heldReading = formatHeldReading(verdict.keepHeld);
      // The figures shown are those of the earlier reading, and so is their time.
      plan.updates.push({ ...update, readAt: known?.readAt ?? read.readAt, heldReading });
    }
  }
  return plan;
}

/**
 * Takes a whole reading of some of a tenant's days over, in the caller's transaction. Days that show less
 * than is stored are held, days of which nothing is left are kept; see `judgeDay`.
 * @throws {AppError} not_found where the tenant was never listed
 */
export async function applyUsage(tx: Transaction, window: UsageWindow): Promise<AppliedUsage> {
  const { tenantId, range, read, runId } = window;
  const [found] = await lockTenants(tx, [tenantId]);
  if (found === undefined) throw new AppError("not_found", `There is no tenant ${tenantId}`);
  const cover = await listCover(tx, [tenantId], "usage", range);
  const stored = await listStoredFigures(tx, tenantId, range, !window.teamsMove);
  const plan = planDays(window, cover.get(tenantId) ?? new Map(), stored);
  const takenDays = new Set(plan.taken);
  const records = read.records.filter((record) => takenDays.has(record.day));
  const usageRows = await replaceUsageDays(tx, tenantId, plan.taken, records);
  const names = new Map(records.map((record) => [record.agentId, record.agentName]));
  const agentRows = await saveUsageAgents(tx, tenantId, names, read.readAt);
  const shown = await saveCover(tx, "usage", runId, plan.updates);
  const rowsChanged = usageRows + agentRows;
  if (rowsChanged > 0 || shown.size > 0) await raiseVersions(tx, [tenantId]);
  return { rowsChanged, heldDays: plan.heldDays, goneDays: plan.goneDays };
}
