import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { AgentRecord, BudgetRecord, TenantRecord } from "@/lib/upstream/litellm/records";
import { LONGEST_RUN_MS } from "../readings/plan-windows";
import type { AgentKey, StoredAgent, StoredDirectory } from "./diff-directory";

interface DirectoryState {
  last_ok_at: Date | null;
  held_reading: string | null;
}

/** The state of the list as a whole, kept under the tenant "*". */
export async function findDirectoryState(tx: Transaction): Promise<DirectoryState | null> {
  const [row] = await tx.$queryRaw<DirectoryState[]>`
    SELECT last_ok_at, held_reading FROM snapshot_state
    WHERE tenant_id = '*' AND kind = 'directory'`;
  return row ?? null;
}

/** @param clockOffsetMs LiteLLM's clock minus ours, null where it told none */
export async function saveDirectoryState(
  tx: Transaction,
  held: string | null,
  clockOffsetMs: number | null,
): Promise<void> {
  const seconds = clockOffsetMs === null ? null : Math.round(clockOffsetMs / 1_000);
  await tx.$executeRaw`
    UPDATE snapshot_state SET held_reading = ${held}, clock_offset_seconds = ${seconds}
    WHERE tenant_id = '*' AND kind = 'directory'`;
}

/** Locks every tenant, so that nobody writes usage while the list changes. */
export async function readStoredDirectory(tx: Transaction): Promise<StoredDirectory> {
  const tenants = await tx.$queryRaw<{ id: string; is_listed: boolean }[]>`
    SELECT id, removed_at IS NULL AS is_listed FROM tenant ORDER BY id FOR NO KEY UPDATE`;
  const agents = await tx.$queryRaw<StoredAgent[]>`
    SELECT tenant_id AS "tenantId", id AS "agentId", status::text AS status FROM agent`;
  return {
    tenantIds: new Set(tenants.map((tenant) => tenant.id)),
    listedTenantIds: new Set(tenants.filter((tenant) => tenant.is_listed).map(({ id }) => id)),
    agents,
  };
}

function toBudgetJson(record: BudgetRecord) {
  return {
    maxBudgetUsd: record.maxBudgetUsd?.toFixed() ?? null,
    softBudgetUsd: record.softBudgetUsd?.toFixed() ?? null,
    budgetSpendUsd: record.budgetSpendUsd.toFixed(),
    budgetDuration: record.budgetDuration,
    budgetResetAt: record.budgetResetAt,
    isBlocked: record.isBlocked,
    createdAt: record.createdAt,
  };
}

/** Whether the row was read later than the list; by `isOutdated`, in SQL. */
function isLater(row: "t" | "a", at: string): Prisma.Sql {
  const readAt = Prisma.raw(`${row}.read_at`);
  return Prisma.sql`(${readAt} > ${at}::timestamptz
    AND ${readAt} <= ${at}::timestamptz + make_interval(secs => ${LONGEST_RUN_MS / 1_000}))`;
}

/**
 * Adds and changes tenants; one that was gone is listed again. A row that was read later than the list, as
 * after a change of its budget, stays. @returns the tenants that changed
 */
export async function saveTenants(
  tx: Transaction,
  tenants: readonly TenantRecord[],
  readAt: Date,
): Promise<string[]> {
  const json = JSON.stringify(
    tenants.map((tenant) => ({
      id: tenant.tenantId,
      name: tenant.name ?? tenant.tenantId,
      isOrganization: tenant.isOrganization,
      ...toBudgetJson(tenant),
    })),
  );
  const at = readAt.toISOString();
  const changed = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO tenant AS t (id, name, max_budget_usd, soft_budget_usd, budget_spend_usd,
      budget_duration, budget_reset_at, is_blocked, is_organization, created_at, read_at)
    SELECT id, name, "maxBudgetUsd", "softBudgetUsd", "budgetSpendUsd", "budgetDuration",
           "budgetResetAt", "isBlocked", "isOrganization", "createdAt", ${at}::timestamptz
    FROM jsonb_to_recordset(${json}::jsonb) AS r(id text, name text, "maxBudgetUsd" numeric,
      "softBudgetUsd" numeric, "budgetSpendUsd" numeric, "budgetDuration" text,
      "budgetResetAt" timestamptz, "isBlocked" boolean, "isOrganization" boolean,
      "createdAt" timestamptz)
    ON CONFLICT (id) DO UPDATE
      SET name = excluded.name, max_budget_usd = excluded.max_budget_usd,
          soft_budget_usd = excluded.soft_budget_usd, budget_spend_usd = excluded.budget_spend_usd,
          budget_duration = excluded.budget_duration, budget_reset_at = excluded.budget_reset_at,
          is_blocked = excluded.is_blocked, is_organization = excluded.is_organization,
          created_at = coalesce(excluded.created_at, t.created_at), removed_at = NULL
      WHERE NOT ${isLater("t", at)} AND (t.removed_at IS NOT NULL OR
        (t.name, t.max_budget_usd, t.soft_budget_usd, t.budget_spend_usd, t.budget_duration,
         t.budget_reset_at, t.is_blocked, t.is_organization, t.created_at)
        IS DISTINCT FROM
        (excluded.name, excluded.max_budget_usd, excluded.soft_budget_usd, excluded.budget_spend_usd,
         excluded.budget_duration, excluded.budget_reset_at, excluded.is_blocked,
         excluded.is_organization,
         coalesce(excluded.created_at, t.created_at)))
    RETURNING id`;
  await tx.$executeRaw`
    UPDATE tenant t SET read_at = ${at}::timestamptz
    WHERE id = ANY(${tenants.map((tenant) => tenant.tenantId)}) AND NOT ${isLater("t", at)}`;
  return changed.map((row) => row.id);
}

/** Adds and changes the agents of the list, all active. @returns a tenant's id for each agent that changed */
export async function saveAgents(
  tx: Transaction,
  agents: readonly (AgentRecord & { tenantId: string })[],
  readAt: Date,
): Promise<string[]> {
  const json = JSON.stringify(
    agents.map((agent) => ({
      tenantId: agent.tenantId,
      id: agent.agentId,
      name: agent.name,
      keyName: agent.keyName,
      ownerEmail: agent.ownerEmail,
      ...toBudgetJson(agent),
    })),
  );
  const at = readAt.toISOString();
  const changed = await tx.$queryRaw<{ tenant_id: string }[]>`
    INSERT INTO agent AS a (tenant_id, id, name, key_name, owner_email, status, max_budget_usd, soft_budget_usd,
      budget_spend_usd, budget_duration, budget_reset_at, is_blocked, created_at, read_at)
    SELECT "tenantId", id, name, "keyName", "ownerEmail", 'active', "maxBudgetUsd", "softBudgetUsd",
           "budgetSpendUsd", "budgetDuration", "budgetResetAt", "isBlocked", "createdAt",
           ${at}::timestamptz
    FROM jsonb_to_recordset(${json}::jsonb) AS r("tenantId" text, id text, name text,
      "keyName" text, "ownerEmail" text, "maxBudgetUsd" numeric, "softBudgetUsd" numeric, "budgetSpendUsd" numeric,
      "budgetDuration" text, "budgetResetAt" timestamptz, "isBlocked" boolean,
      "createdAt" timestamptz)
    ON CONFLICT (tenant_id, id) DO UPDATE
      SET name = excluded.name, key_name = excluded.key_name, owner_email = excluded.owner_email,
          status = 'active',
          max_budget_usd = excluded.max_budget_usd, soft_budget_usd = excluded.soft_budget_usd,
          budget_spend_usd = excluded.budget_spend_usd, budget_duration = excluded.budget_duration,
          budget_reset_at = excluded.budget_reset_at, is_blocked = excluded.is_blocked,
          created_at = coalesce(excluded.created_at, a.created_at)
      WHERE NOT ${isLater("a", at)} AND (a.status <> 'active' OR
        (a.name, a.key_name, a.owner_email, a.max_budget_usd, a.soft_budget_usd, a.budget_spend_usd,
         a.budget_duration, a.budget_reset_at, a.is_blocked, a.created_at)
        IS DISTINCT FROM
        (excluded.name, excluded.key_name, excluded.owner_email, excluded.max_budget_usd, excluded.soft_budget_usd,
         excluded.budget_spend_usd, excluded.budget_duration, excluded.budget_reset_at,
         excluded.is_blocked, coalesce(excluded.created_at, a.created_at)))
    RETURNING tenant_id`;
  await tx.$executeRaw`
    UPDATE agent a SET read_at = ${at}::timestamptz
    FROM jsonb_to_recordset(${json}::jsonb) AS r("tenantId" text, id text)
    WHERE a.tenant_id = r."tenantId" AND a.id = r.id AND NOT ${isLater("a", at)}`;
  return changed.map((row) => row.tenant_id);
}

/** Their figures stay. */
export async function markTenantsRemoved(
  tx: Transaction,
  tenantIds: readonly string[],
  readAt: Date,
): Promise<number> {
  return tx.$executeRaw`
    UPDATE tenant SET removed_at = ${readAt.toISOString()}::timestamptz
    WHERE id = ANY(${[...tenantIds]}) AND removed_at IS NULL`;
}

export async function markAgents(
  tx: Transaction,
  agents: readonly AgentKey[],
  status: "deleted" | "moved",
): Promise<number> {
  if (agents.length === 0) return 0;
  return tx.$executeRaw`
    UPDATE agent a SET status = ${status}::agent_status
    FROM jsonb_to_recordset(${JSON.stringify(agents)}::jsonb) AS r("tenantId" text, "agentId" text)
    WHERE a.tenant_id = r."tenantId" AND a.id = r."agentId" AND a.status <> ${status}::agent_status`;
}

/** Days that were read are to be read again, as if nobody had come back to them since they began. */
export async function reopenUsageDays(
  tx: Transaction,
  tenantIds: ReadonlySet<string>,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE day_coverage SET read_at = least(read_at, day::timestamp AT TIME ZONE 'UTC')
    WHERE tenant_id = ANY(${[...tenantIds]}) AND kind = 'usage'`;
}
