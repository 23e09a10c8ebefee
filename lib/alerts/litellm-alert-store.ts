import "server-only";
import { getDatabase } from "@/lib/db/client";

const KEPT_DAYS = 7;

/** @returns false where the event was taken in before */
export async function rememberEvent(id: string, receivedAt: Date): Promise<boolean> {
  const added = await getDatabase().$executeRaw`
    INSERT INTO hook_event (id, received_at) VALUES (${id}, ${receivedAt.toISOString()}::timestamptz)
    ON CONFLICT (id) DO NOTHING`;
  const oldest = new Date(receivedAt.getTime() - KEPT_DAYS * 86_400_000);
  await getDatabase().hookEvent.deleteMany({ where: { receivedAt: { lt: oldest } } });
  return added === 1;
}

/** The tenant that a key works for now. */
export async function findTenantOfAgent(agentId: string): Promise<string | null> {
  const row = await getDatabase().agent.findFirst({
    where: { id: agentId, status: "active" },
    select: { tenantId: true },
  });
  return row?.tenantId ?? null;
}
