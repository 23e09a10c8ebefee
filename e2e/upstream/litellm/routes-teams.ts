import { proxyException } from "./errors";
import { keyRow, keyRowWithToken } from "./key-json";
import type { Tenant } from "./model";
import { pageOf } from "./paging";
import { parseWhole } from "./query";
import type { RouteContext } from "./route-context";
import { teamMembership, teamRow } from "./team-json";

function withOrganization(query: URLSearchParams, tenants: readonly Tenant[]): readonly Tenant[] {
  const organization = query.get("organization_id");
  if (organization === null) return tenants;
  const wanted = organization === "default_organization" ? null : organization;
  return tenants.filter((tenant) => tenant.organizationId === wanted);
}

function withUser(query: URLSearchParams, tenants: readonly Tenant[]): readonly Tenant[] {
  const userId = query.get("user_id");
  return userId === null ? tenants : tenants.filter((tenant) => tenant.adminUserId === userId);
}

export function listTeams({ store, query, features }: RouteContext): unknown {
  return withUser(query, withOrganization(query, store.tenants)).map((tenant) => ({
    ...teamRow(store, tenant, features),
    team_memberships: [],
    keys: store.currentKeys(tenant.teamId).map((key) => keyRowWithToken(store, key)),
  }));
}

function matchesV2(context: RouteContext, tenant: Tenant): boolean {
  const { query, features } = context;
  const teamId = query.get("team_id");
  const alias = query.get("team_alias")?.toLowerCase();
  const search = features.hasTeamSearch ? query.get("search")?.toLowerCase() : undefined;
  const name = tenant.alias.toLowerCase();
  if (teamId !== null && tenant.teamId !== teamId) return false;
  if (alias !== undefined && !name.includes(alias)) return false;
  return search === undefined || name.includes(search) || tenant.teamId.includes(search);
}

function sortValue(tenant: Tenant, sortBy: string | null): string {
  if (sortBy === "team_alias") return tenant.alias;
  if (sortBy === "team_id") return tenant.teamId;
  return new Date(tenant.createdAtMs).toISOString();
}

function sortedV2(query: URLSearchParams, tenants: readonly Tenant[]): Tenant[] {
  const sortBy = query.get("sort_by");
  const direction = query.get("sort_order") === "desc" ? -1 : 1;
  const ranked = tenants.map((tenant) => ({ tenant, value: sortValue(tenant, sortBy) }));
  ranked.sort((a, b) => (a.value === b.value ? 0 : a.value < b.value ? -direction : direction));
  return ranked.map(({ tenant }) => tenant);
}

/** Before read parity the proxy forced a viewer's own user id on this route: no teams. */
function visibleV2(context: RouteContext): readonly Tenant[] {
  const { caller, features, query, store } = context;
  if (query.get("status") === "deleted") return [];
  if (caller.role !== "proxy_admin" && !features.hasViewerParity) return [];
  return withUser(query, withOrganization(query, store.tenants));
}

export function listTeamsV2(context: RouteContext): unknown {
  const { query, store, features } = context;
  const page = parseWhole(query, "page", 1, { min: 1 });
  const pageSize = parseWhole(query, "page_size", 10, { min: 1, max: 100 });
  const wanted = visibleV2(context).filter((tenant) => matchesV2(context, tenant));
  const found = pageOf(sortedV2(query, wanted), page, pageSize);
  const teams = found.items.map((tenant) => ({
    ...teamRow(store, tenant, features),
    ...(features.hasMembersCount ? { members_count: 1 } : {}),
    ...(features.hasKeysCount ? { keys_count: store.currentKeys(tenant.teamId).length } : {}),
  }));
  return { teams, total: found.total, page, page_size: pageSize, total_pages: found.totalPages };
}

export function getTeamInfo({ store, query, features }: RouteContext): unknown {
  const teamId = query.get("team_id");
  if (teamId === null) {
    throw proxyException(422, "{'message': 'No team id passed in'}", "auth_error");
  }
  const tenant = store.findTenant(teamId);
  if (tenant === null) {
    const message = `{'message': 'Team not found, passed team id: ${teamId}.'}`;
    throw proxyException(404, message, "auth_error");
  }
  return {
    team_id: teamId,
    team_info: { ...teamRow(store, tenant, features), team_member_budget_table: null },
    keys: store.currentKeys(teamId).map((key) => keyRow(store, key)),
    team_memberships: [teamMembership(tenant)],
  };
}
