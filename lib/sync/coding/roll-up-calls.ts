import type { Database, Transaction } from "@/lib/db/client";
import { toIsoDay } from "@/lib/time";
import { lockTenants, raiseVersions } from "@/lib/sync/readings/coverage-store";
import {
  listMarkedTenants,
  listMarks,
  listSessionHours,
  lockRollUp,
  removeMarks,
  settleAuthority,
  settleRequests,
  type Mark,
} from "./call-store";
import {
  raiseCodingVersion,
  replaceDays,
  replaceHours,
  replaceSessions,
  replaceSlots,
  replaceUsage,
} from "./rollup-store";

function mergeHours(...lists: readonly (readonly Date[])[]): Date[] {
  const times = new Set(lists.flat().map((hour) => hour.getTime()));
  return [...times].sort((a, b) => a - b).map((time) => new Date(time));
}

/** The hours that the marks stand for, and those that change with them. */
async function settleHours(
  tx: Transaction,
  tenantId: string,
  marks: readonly Mark[],
): Promise<Date[]> {
  const sessionIds = marks.flatMap((mark) => (mark.session_id === "" ? [] : [mark.session_id]));
  const ofSessions = sessionIds.length > 0 ? await listSessionHours(tx, tenantId, sessionIds) : [];
  const marked = marks.filter((mark) => mark.session_id === "").map((mark) => mark.hour);
  const hours = mergeHours(marked, ofSessions);
  if (hours.length === 0) return [];
  const bettered = await settleAuthority(tx, tenantId, hours);
  const all = mergeHours(hours, bettered);
  return mergeHours(all, await settleRequests(tx, tenantId, all));
}

async function rollUpTenant(tx: Transaction, tenantId: string): Promise<number> {
  await lockRollUp(tx, tenantId);
  const marks = await listMarks(tx, tenantId);
  if (marks.length === 0) return 0;
  const hours = await settleHours(tx, tenantId, marks);
  if (hours.length > 0) {
    const days = [...new Set(hours.map(toIsoDay))];
    await replaceHours(tx, tenantId, hours);
    await replaceDays(tx, tenantId, days);
    await replaceSlots(tx, tenantId, hours);
    await replaceSessions(tx, tenantId, hours);
    const [known] = await lockTenants(tx, [tenantId]);
    if (known !== undefined) {
      await replaceUsage(tx, tenantId, days);
      await raiseVersions(tx, [tenantId]);
    }
  }
  await raiseCodingVersion(tx);
  await removeMarks(
    tx,
    tenantId,
    marks.map((mark) => mark.id),
  );
  return marks.length;
}

/**
 * Brings the sums up to what was stored since. Sums are made from the calls each time, so that a late, repeated or
 * corrected call needs no rule of its own.
 * @returns how many marks were done away with
 */
export async function rollUpCalls(db: Database): Promise<number> {
  let done = 0;
  for (const tenantId of await listMarkedTenants(db)) {
    done += await db.$transaction((tx) => rollUpTenant(tx, tenantId));
  }
  return done;
}
