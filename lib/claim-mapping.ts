const ROLES = ["platform_admin", "auditor", "operator", "user"] as const;
type GrantedRole = (typeof ROLES)[number];

/** `ai-ops:* -> operator tenant:*`: who is in the group gets the role, the tenants and the projects. */
export interface ClaimRule {
  /** The group's name; one `*` stands for any text, which `*` in tenants and projects repeats. */
  group: string;
  role: GrantedRole | null;
  tenants: readonly string[];
  projects: readonly string[];
}

/** What the groups of a sign-in give. A role of null leaves the portal's own. */
export interface ClaimGrants {
  role: GrantedRole | null;
  tenantIds: string[];
  projectNames: string[];
}

function parseGrant(rule: ClaimRule, word: string): ClaimRule {
  const [, kind, name] = /^(tenant|project):(.+)$/.exec(word) ?? [];
  if (kind === "tenant" && name) return { ...rule, tenants: [...rule.tenants, name] };
  if (kind === "project" && name) return { ...rule, projects: [...rule.projects, name] };
  const role = ROLES.find((one) => one === word);
  if (!role) throw new Error(`"${word}" is no role, tenant:ID or project:NAME`);
  return { ...rule, role };
}

/**
 * Reads `GROUP -> ROLE tenant:ID project:NAME; …`.
 * @throws {Error} naming the word that was not understood
 */
export function parseClaimMapping(text: string): ClaimRule[] {
  const parts = text.split(/[;\n]/).map((part) => part.trim());
  return parts
    .filter((part) => part !== "")
    .map((part) => {
      const [group = "", grants = ""] = part.split("->").map((side) => side.trim());
      if (group === "" || grants === "") throw new Error(`"${part}" must read GROUP -> ROLE …`);
      if (group.split("*").length > 2) throw new Error(`"${group}" may have one * only`);
      const rule: ClaimRule = { group, role: null, tenants: [], projects: [] };
      return grants.split(/\s+/).reduce(parseGrant, rule);
    });
}

/** What `*` stands for in this group, "" where the rule has none; null when the rule is not for the group. */
function matchGroup(rule: ClaimRule, group: string): string | null {
  const [before = "", after] = rule.group.split("*");
  if (after === undefined) return rule.group === group ? "" : null;
  const isLongEnough = group.length > before.length + after.length;
  if (!isLongEnough || !group.startsWith(before) || !group.endsWith(after)) return null;
  return group.slice(before.length, group.length - after.length);
}

/** The strongest role of the groups, and every tenant and project that any of them gives. */
export function applyClaimMapping(
  rules: readonly ClaimRule[],
  groups: readonly string[],
): ClaimGrants {
  const found = rules.flatMap((rule) =>
    groups.flatMap((group) => {
      const star = matchGroup(rule, group);
      return star === null ? [] : [{ rule, star }];
    }),
  );
  const list = (read: (rule: ClaimRule) => readonly string[]) => [
    ...new Set(
      found.flatMap(({ rule, star }) => read(rule).map((name) => name.replaceAll("*", star))),
    ),
  ];
  return {
    role: ROLES.find((role) => found.some(({ rule }) => rule.role === role)) ?? null,
    tenantIds: list((rule) => rule.tenants).sort(),
    projectNames: list((rule) => rule.projects).sort(),
  };
}

/** Those that some rule is for, sorted. */
export function listMappedGroups(rules: readonly ClaimRule[], groups: readonly string[]): string[] {
  const named = groups.filter((group) => rules.some((rule) => matchGroup(rule, group) !== null));
  return [...new Set(named)].sort();
}
