import "server-only";
import { canReadTenant, type Viewer } from "@/lib/auth/policy";
import { toTenantNotFound } from "./snapshot";
import { findTenantName } from "./snapshot-store";

/** @throws {AppError} not_found where there is no such tenant or the viewer may not see it */
export async function getTenantName(viewer: Viewer, tenantId: string): Promise<string> {
  const name = canReadTenant(viewer, tenantId) ? await findTenantName(tenantId) : null;
  if (name === null) throw toTenantNotFound();
  return name;
}
