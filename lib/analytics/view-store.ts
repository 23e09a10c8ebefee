import "server-only";
import { recordAudit } from "@/lib/audit/service";
import type { TenantScope, Viewer } from "@/lib/auth/policy";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { NewSavedView } from "./schema";

const PAGE = "analytics";

export interface SavedViewRow {
  id: string;
  name: string;
  search: string;
  tenant_id: string | null;
  tenant_name: string | null;
  owner_id: string;
  owner_name: string;
}

/** A viewer's own views and those shared with a tenant that the viewer may see. */
export function listViews(ownerId: string, scope: TenantScope): Promise<SavedViewRow[]> {
  const isShared =
    scope.kind === "all"
      ? Prisma.sql`v.tenant_id IS NOT NULL`
      : Prisma.sql`v.tenant_id = ANY(${[...scope.tenantIds]})`;
  return getDatabase().$queryRaw<SavedViewRow[]>`
    SELECT v.id::text, v.name, v.search, v.tenant_id, t.name AS tenant_name,
           v.owner_id::text AS owner_id, coalesce(u.name, 'somebody who left') AS owner_name
    FROM saved_view v
    LEFT JOIN tenant t ON t.id = v.tenant_id
    LEFT JOIN "user" u ON u.id = v.owner_id
    WHERE v.page = ${PAGE} AND (v.owner_id = ${ownerId}::uuid OR ${isShared})
    ORDER BY lower(v.name), v.id LIMIT 200`;
}

/** Saves under a name; one's own view of the same name is replaced. Sharing is audited. */
export async function saveView(viewer: Viewer, view: NewSavedView): Promise<string> {
  const { name, search, tenant_id: tenantId } = view;
  const key = { ownerId: viewer.userId, page: PAGE, name };
  return getDatabase().$transaction(async (tx) => {
    const saved = await tx.savedView.upsert({
      where: { ownerId_page_name: key },
      create: { ...key, search, tenantId },
      update: { search, tenantId },
    });
    if (tenantId !== null) {
      const after = { name, tenant_id: tenantId, search };
      const entity = { entityKind: "saved_view", entityId: saved.id };
      await recordAudit(tx, { viewer, action: "saved_view.share", ...entity, after });
    }
    return saved.id;
  });
}

/** @returns false where the viewer has no such view */
export async function deleteView(viewer: Viewer, id: string): Promise<boolean> {
  return getDatabase().$transaction(async (tx) => {
    const [gone] = await tx.$queryRaw<{ name: string; tenant_id: string | null }[]>`
      DELETE FROM saved_view WHERE id = ${id}::uuid AND owner_id = ${viewer.userId}::uuid
      RETURNING name, tenant_id`;
    if (!gone) return false;
    if (gone.tenant_id !== null) {
      const entity = { entityKind: "saved_view", entityId: id };
      await recordAudit(tx, { viewer, action: "saved_view.delete", ...entity, before: gone });
    }
    return true;
  });
}
