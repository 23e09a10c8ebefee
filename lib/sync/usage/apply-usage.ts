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
  type DayCover,
} from "../readings/coverage-store";
import { toFingerprint, type AgentFigures, type DayReading } from "../readings/judge-day";
import { createDaysPlan, planDay, type DaysPlan } from "../readings/plan-day";
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

export interface AppliedUsage extends Pick<DaysPlan, "heldDays" | "goneDays"> {
  rowsChanged: number;
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
): DaysPlan {
  const { tenantId, read, range, confirmAfterMs } = window;
  const plan = createDaysPlan();
  const byDay = groupByDay(read.records);
  for (const day of listDays(range)) {
    const known = cover.get(day);
    if (isOutdated(read.readAt, known?.readAt)) continue;
    const rejectedRows = countRejected(read.report, day);
    const reading = toDayReading(byDay.get(day) ?? [], read, rejectedRows);
    const judged = { tenantId, day, reading, rejectedRows, known };
    planDay(plan, { ...judged, stored: stored.get(day) ?? new Map() }, confirmAfterMs);
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
  const takenDays = new Set(plan.taken.map(({ day }) => day));
  const records = read.records.filter((record) => takenDays.has(record.day));
  const usageRows = await replaceUsageDays(tx, tenantId, [...takenDays], records);
  const names = new Map(records.map((record) => [record.agentId, record.agentName]));
  const agentRows = await saveUsageAgents(tx, tenantId, names, read.readAt);
  const shown = await saveCover(tx, "usage", runId, plan.updates);
  const rowsChanged = usageRows + agentRows;
  if (rowsChanged > 0 || shown.size > 0) await raiseVersions(tx, [tenantId]);
  return { rowsChanged, heldDays: plan.heldDays, goneDays: plan.goneDays };
}
