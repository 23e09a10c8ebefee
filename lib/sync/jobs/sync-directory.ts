import type { Transaction } from "@/lib/db/client";
import type { AgentRecord, TenantRecord, WholeRead } from "@/lib/upstream/litellm/records";
import type { SyncContext } from "../context";
import { raiseVersions } from "../readings/coverage-store";
import { diffDirectory, type DirectoryDiff } from "../directory/diff-directory";
import {
  findDirectoryState,
  markAgents,
  markTenantsRemoved,
  readStoredDirectory,
  reopenUsageDays,
  saveAgents,
  saveDirectoryState,
  saveTenants,
} from "../directory/directory-store";
import { isLossConfirmed, toHeldLoss } from "../readings/held-loss";
import type { Job } from "../job";
import { isOutdated } from "../readings/plan-windows";
import { markRead } from "../runs/run-store";
import { toLostTenantsWords } from "../words";

interface DirectoryRead {
  tenants: WholeRead<TenantRecord>;
  agents: WholeRead<AgentRecord>;
  /** The earlier of both times: nothing here is newer than it says. */
  readAt: Date;
}

interface AppliedDirectory {
  diff: DirectoryDiff;
  rowsChanged: number;
  isHeld: boolean;
}

async function applyLosses(tx: Transaction, diff: DirectoryDiff, readAt: Date): Promise<number> {
  const removed = await markTenantsRemoved(tx, diff.goneTenantIds, readAt);
  return removed + (await markAgents(tx, diff.deletedAgents, "deleted"));
}

/** Tenants that an agent left or came to with its team, whose earlier usage goes along. */
function findTenantsOfMoves(diff: DirectoryDiff): Set<string> {
  const moved = new Set(diff.movedAgents.map((agent) => agent.agentId));
  const homes = diff.agents.filter((agent) => moved.has(agent.agentId));
  return new Set([...diff.movedAgents, ...homes].map((agent) => agent.tenantId));
}

/** Null where a later reading is stored already. */
async function applyDirectory(
  tx: Transaction,
  read: DirectoryRead,
  { confirmAfterMs, settings }: Pick<SyncContext, "confirmAfterMs" | "settings">,
): Promise<AppliedDirectory | null> {
  const { readAt } = read;
  const stored = await readStoredDirectory(tx);
  const state = await findDirectoryState(tx);
  if (isOutdated(readAt, state?.last_ok_at)) return null;
  const diff = diffDirectory(stored, read.tenants.records, read.agents.records);
  const held = state?.held_reading ?? null;
  const isHeld =
    diff.suspicion !== null && !isLossConfirmed(held, diff.suspicion, readAt, confirmAfterMs);
  const changedTenants = await saveTenants(tx, read.tenants.records, readAt);
  const changedAgents = await saveAgents(tx, diff.agents, readAt);
  const moved = await markAgents(tx, diff.movedAgents, "moved");
  if (settings.TENANT_ENTITY === "organization") {
    await reopenUsageDays(tx, findTenantsOfMoves(diff));
  }
  const lost = isHeld ? 0 : await applyLosses(tx, diff, readAt);
  const losers = isHeld
    ? []
    : [...diff.goneTenantIds, ...diff.deletedAgents.map((a) => a.tenantId)];
  const movedFrom = diff.movedAgents.map((agent) => agent.tenantId);
  await raiseVersions(tx, new Set([...changedTenants, ...changedAgents, ...movedFrom, ...losers]));
  const listed = read.tenants.records.map((tenant) => tenant.tenantId);
  await markRead(tx, [...new Set(["*", ...listed])], "directory", readAt);
  await saveDirectoryState(
    tx,
    isHeld && diff.suspicion !== null ? toHeldLoss(held, diff.suspicion, readAt) : null,
    read.tenants.clockOffsetMs,
  );
  return { diff, rowsChanged: changedTenants.length + changedAgents.length + moved + lost, isHeld };
}

async function readDirectory(context: SyncContext, signal: AbortSignal): Promise<DirectoryRead> {
  const tenants = await context.client.listTenants({ signal });
  const agents = await context.client.listAgents({ signal });
  const readAt = tenants.readAt < agents.readAt ? tenants.readAt : agents.readAt;
  return { tenants, agents, readAt };
}

/**
 * Reads the lists of tenants and agents. What is gone upstream is kept and marked; a list that is empty or
 * lost most of its entries is taken over only when a second read agrees.
 */
export const syncDirectory: Job = {
  name: "sync-directory",
  scope: "all",
  reads: "litellm",
  everyMinutes: (settings) => settings.SYNC_INTERVAL_MINUTES,
  pollSeconds: 1,
  opensGate: true,
  // Without the list nothing else is read, so every tenant's page must learn why its figures grow old.
  marks: [{ kind: "directory" }, { kind: "usage", ofEveryTenant: true }],
  async work(context, run) {
    const read = await readDirectory(context, run.signal);
    run.addReport(read.tenants.report);
    run.addReport(read.agents.report);
    const applied = await run.write((tx) => applyDirectory(tx, read, context));
    if (!applied) return;
    const { diff, rowsChanged, isHeld } = applied;
    run.addChanged(rowsChanged);
    if (isHeld) {
      run.notice(toLostTenantsWords(diff.goneTenantIds.length, diff.deletedAgents.length));
    }
    const { withoutTenantCount, unknownTenantCount } = diff;
    context.logger.debug(
      { withoutTenantCount, unknownTenantCount },
      "keys of no tenant are left out",
    );
  },
};
