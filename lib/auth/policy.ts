/** Who asks. Every service takes one first and filters by it. */
export interface Viewer {
  userId: string;
  email: string;
  name: string;
  role: ViewerRole;
  /** The tenants an operator was given; empty for everybody else. */
  tenantIds: readonly string[];
  /** The analytics projects an operator manages; empty for everybody else. */
  projectNames: readonly string[];
  /** The API token that was shown instead of a session. */
  tokenId?: string;
  /** Nobody is signed in: there is no account, and `email` is the name of what acts. */
  isSystem?: true;
}

/** Who acts where no person asks: a schedule, or a command on the host. Its name stands in the audit log. */
export function systemViewer(name: string): Viewer {
  const everything = { role: "platform_admin", tenantIds: [], projectNames: [] } as const;
  return { userId: "", email: name, name, ...everything, isSystem: true };
}

/** How ledgers and the audit log name a viewer. */
export function toActor(viewer: Viewer): { actorId: string | null; actor: string } {
  return { actorId: viewer.isSystem ? null : viewer.userId, actor: viewer.email };
}

/** An auditor reads everything and changes nothing. */
export const VIEWER_ROLES = ["platform_admin", "auditor", "operator", "user"] as const;
export type ViewerRole = (typeof VIEWER_ROLES)[number];

/** What a viewer may read: everything, or exactly these tenants. An empty list is nothing. */
export type TenantScope = { kind: "all" } | { kind: "only"; tenantIds: readonly string[] };

/** Platform admins and auditors. */
export function canReadEverything(viewer: Pick<Viewer, "role">): boolean {
  return viewer.role === "platform_admin" || viewer.role === "auditor";
}

export function toTenantScope(viewer: Viewer): TenantScope {
  if (canReadEverything(viewer)) return { kind: "all" };
  return { kind: "only", tenantIds: viewer.role === "operator" ? viewer.tenantIds : [] };
}

export function canReadTenant(viewer: Viewer, tenantId: string): boolean {
  const scope = toTenantScope(viewer);
  return scope.kind === "all" || scope.tenantIds.includes(tenantId);
}

/** Whose agents are the viewer's own, whatever the role: those of the account's e-mail, in lower case. */
export function toOwnerEmail(viewer: Pick<Viewer, "email">): string {
  return viewer.email.trim().toLowerCase();
}

/** What a viewer may read of the analytics projects: all, or exactly those managed. Empty is nothing. */
export type ProjectScope = { kind: "all" } | { kind: "only"; projectNames: readonly string[] };

export function toProjectScope(viewer: Viewer): ProjectScope {
  if (canReadEverything(viewer)) return { kind: "all" };
  return { kind: "only", projectNames: viewer.role === "operator" ? viewer.projectNames : [] };
}

/** False for auditors, whatever they may see. */
export function canChangeAnything(viewer: Pick<Viewer, "role">): boolean {
  return viewer.role !== "auditor";
}

/** The pages below /admin. */
export function canReadAdministration(viewer: Pick<Viewer, "role">): boolean {
  return canReadEverything(viewer);
}

/** Accounts, everybody's tokens, jobs of the worker. */
export function canOperatePortal(viewer: Pick<Viewer, "role">): boolean {
  return viewer.role === "platform_admin";
}

/** What an API token may be good for; each route declares the one that it needs. */
export const API_SCOPES = [
  "usage:read",
  "reports:read",
  "budgets:write",
  "otlp:write",
  "admin:read",
  "metrics:read",
] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** A token never opens more than its owner's role does; scopes that the role has no use for are not offered. */
export function listGrantableScopes(viewer: Pick<Viewer, "role">): ApiScope[] {
  return API_SCOPES.filter((scope) => {
    if (scope === "admin:read" || scope === "metrics:read") return canReadAdministration(viewer);
    if (scope === "budgets:write") return viewer.role !== "user" && canChangeAnything(viewer);
    return true;
  });
}

/** Limits of a tenant and of its agents. */
export function canChangeBudgets(viewer: Viewer, tenantId: string): boolean {
  if (viewer.role === "platform_admin") return true;
  return viewer.role === "operator" && viewer.tenantIds.includes(tenantId);
}
