import "server-only";
import { canChangeBudgets, toTenantScope, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { toRoundedUsd } from "@/lib/money";
import { toBudgetName } from "@/lib/budgets/rows";
import {
  changeAlerts,
  countUnreadAlerts,
  findDeliveryTenant,
  listAlertRows,
  listAlertTenants,
  listDeliveryRows,
  saveSeen,
  type ListedAlert,
} from "./list-store";
import { reviveDelivery } from "./delivery-store";
import {
  ALERT_PAGE_SIZE,
  type AlertAction,
  type AlertDeliveryList,
  type AlertList,
  type AlertListQuery,
  type AlertRow,
  type UnreadAlerts,
} from "./schema";
import { listWorstFirst } from "./state";
import { ALERT_REFUSALS } from "./words";

const MS_PER_HOUR = 3_600_000;

/** The same words for what does not exist and what is not the viewer's. */
export function toAlertNotFound(): AppError {
  return new AppError("not_found", ALERT_REFUSALS.unknown);
}

/** Who may change what belongs to a tenant; what belongs to none is for platform admins. */
export function canChangeAlerts(viewer: Viewer, tenantId: string): boolean {
  return tenantId === "" ? viewer.role === "platform_admin" : canChangeBudgets(viewer, tenantId);
}

const toPersonId = (viewer: Viewer) => viewer.email.toLowerCase();

function toAlertRow(viewer: Viewer, row: ListedAlert): AlertRow {
  const { kind, tenant_id, entity_id, state } = row;
  const [worst = { basis: "spent" as const, percent: 0 }, ...also] = listWorstFirst(row.thresholds);
  const isOpen = state !== "resolved";
  const expectedUsd = row.expected_usd === null ? null : toRoundedUsd(row.expected_usd);
  const spentUsd = toRoundedUsd((isOpen ? row.spent_now_usd : null) ?? row.spent_usd ?? "0");
  const resetAt = isOpen ? (row.reset_now_at ?? row.reset_at) : row.reset_at;
  return {
    ...{ id: row.id, kind, tenant_id, entity_id, state, also, rule_names: row.rule_names },
    name: toBudgetName({ ...row, id: entity_id }),
    tenant_name: row.tenant_name ?? "",
    basis: worst.basis,
    percent: worst.percent,
    crossed_at: row.crossed_at.toISOString(),
    amount_usd: worst.basis === "forecast" ? (expectedUsd ?? 0) : spentUsd,
    limit_usd: toRoundedUsd((isOpen ? row.limit_now_usd : null) ?? row.limit_usd),
    expected_usd: expectedUsd,
    reset_at: resetAt?.toISOString() ?? null,
    snoozed_until: row.snoozed_until?.toISOString() ?? null,
    changed_by: row.changed_by,
    can_act: isOpen && canChangeAlerts(viewer, tenant_id),
  };
}

/** Alerts of budgets that the viewer may see, worst first. */
export async function listAlerts(viewer: Viewer, query: AlertListQuery): Promise<AlertList> {
  const rows = await listAlertRows({
    scope: toTenantScope(viewer),
    personId: toPersonId(viewer),
    state: query.state,
    tenantId: query.tenant_id,
    q: query.q,
    limit: ALERT_PAGE_SIZE,
    offset: (query.page - 1) * ALERT_PAGE_SIZE,
  });
  return {
    items: rows.map((row) => toAlertRow(viewer, row)),
    total: rows[0]?.found ?? 0,
    page: query.page,
    page_size: ALERT_PAGE_SIZE,
  };
}

/** What the bell shows: budgets with active alerts, and how many of them since the viewer last looked. */
export function getUnreadAlerts(viewer: Viewer): Promise<UnreadAlerts> {
  return countUnreadAlerts(toTenantScope(viewer), toPersonId(viewer), viewer.userId);
}

export async function markAlertsSeen(viewer: Viewer): Promise<UnreadAlerts> {
  await saveSeen(viewer.userId, new Date());
  return getUnreadAlerts(viewer);
}

/** Acts on budgets' alerts, all together. @throws {AppError} not_found, or conflict where all are over already */
export async function actOnAlert(viewer: Viewer, request: AlertAction): Promise<void> {
  const tenants = await listAlertTenants(request.alert_ids);
  const isOwn = (tenantId: string) => canChangeAlerts(viewer, tenantId);
  const areKnown = tenants.length === new Set(request.alert_ids).size;
  if (!areKnown || !tenants.every(isOwn)) throw toAlertNotFound();
  const now = new Date();
  const isSnooze = request.action === "snooze";
  const count = await changeAlerts(request.alert_ids, {
    state: isSnooze ? "snoozed" : "acknowledged",
    snoozedUntil: isSnooze ? new Date(now.getTime() + request.hours * MS_PER_HOUR) : null,
    changedBy: viewer.email,
    changedAt: now,
  });
  if (count === 0) throw new AppError("conflict", ALERT_REFUSALS.over);
}

/** What was sent, what is waiting, and what was given up. */
export async function listDeliveries(viewer: Viewer, page: number): Promise<AlertDeliveryList> {
  const offset = (page - 1) * ALERT_PAGE_SIZE;
  const rows = await listDeliveryRows(toTenantScope(viewer), ALERT_PAGE_SIZE, offset);
  const items = rows.map((row) => ({
    id: row.id,
    channel_name: row.channel_name,
    says: row.says ?? "",
    state: row.state,
    attempts: row.attempts,
    created_at: row.created_at.toISOString(),
    sent_at: row.sent_at?.toISOString() ?? null,
    next_attempt_at: row.state === "pending" ? row.next_attempt_at.toISOString() : null,
    error: row.last_error,
    can_resend:
      row.state === "dead" &&
      row.channel_tenant_id !== null &&
      canChangeAlerts(viewer, row.channel_tenant_id),
  }));
  return { items, total: rows[0]?.found ?? 0, page, page_size: ALERT_PAGE_SIZE };
}

/** Sends a message again that was given up. @throws {AppError} not_found or conflict */
export async function resendDelivery(viewer: Viewer, id: string): Promise<void> {
  const tenantId = await findDeliveryTenant(id);
  if (tenantId === null || !canChangeAlerts(viewer, tenantId)) throw toAlertNotFound();
  if (!(await reviveDelivery(id, new Date()))) {
    throw new AppError("conflict", ALERT_REFUSALS.sent);
  }
}
