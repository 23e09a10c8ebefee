/** Who asks. Every service takes one first and filters by it. */
export interface Viewer {
  userId: string;
  email: string;
  name: string;
  role: ViewerRole;
  /** The tenants an operator was given; empty for everybody else. */
  tenantIds: readonly string[];
}

export type ViewerRole = "platform_admin" | "operator" | "user";

/** What a viewer may read: everything, or exactly these tenants. An empty list is nothing. */
export type TenantScope = { kind: "all" } | { kind: "only"; tenantIds: readonly string[] };

export function toTenantScope(viewer: Viewer): TenantScope {
  if (viewer.role === "platform_admin") return { kind: "all" };
  return { kind: "only", tenantIds: viewer.role === "operator" ? viewer.tenantIds : [] };
}

export function canReadTenant(viewer: Viewer, tenantId: string): boolean {
  const scope = toTenantScope(viewer);
  return scope.kind === "all" || scope.tenantIds.includes(tenantId);
}

/** Runs of the worker, the state of the connection to LiteLLM. */
export function canOperatePortal(viewer: Viewer): boolean {
  return viewer.role === "platform_admin";
}
