import "server-only";
import { toTenantScope, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { getTenantName } from "@/lib/freshness/tenant-snapshot";
import type { NewSavedView, SavedView } from "./schema";
import { deleteView, listViews, saveView } from "./view-store";

export async function listSavedViews(viewer: Viewer): Promise<SavedView[]> {
  const rows = await listViews(viewer.userId, toTenantScope(viewer));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    search: row.search,
    tenant_id: row.tenant_id,
    tenant_name: row.tenant_name,
    is_mine: row.owner_id === viewer.userId,
    owner_name: row.owner_name,
  }));
}

/**
 * Saves a view, private or for everybody who may see a tenant.
 * @throws {AppError} not_found for a tenant that the viewer may not see
 */
export async function createSavedView(viewer: Viewer, view: NewSavedView): Promise<{ id: string }> {
  if (view.tenant_id !== null) await getTenantName(viewer, view.tenant_id);
  return { id: await saveView(viewer, view) };
}

/** @throws {AppError} not_found for a view that is not the viewer's own */
export async function deleteSavedView(viewer: Viewer, id: string): Promise<void> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  if (isId && (await deleteView(viewer, id))) return;
  throw new AppError("not_found", "There is no such view of yours.");
}
