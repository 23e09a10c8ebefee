import { toOwnerEmail, type Viewer } from "@/lib/auth/policy";

/** A tenant that a person works for, and how the portal knows. */
export interface Team {
  tenantId: string;
  name: string;
  from: "membership" | "key";
}

/** What the portal knows of those who are named in a request. */
export interface Directory {
  /** By e-mail: the accounts among the hints. */
  teamsByPerson: ReadonlyMap<string, readonly Team[]>;
  accounts: ReadonlySet<string>;
  /** By id and by name. */
  tenantByHint: ReadonlyMap<string, string>;
}

export interface Identity {
  person: string;
  personFrom: "token" | "attribute";
  tenantId: string;
  tenantFrom: "membership" | "key" | "attribute" | "nothing";
}

/** An administrator's token may speak for others: an exporter of a whole company has one token. */
export function maySpeakForOthers(viewer: Viewer): boolean {
  return viewer.role === "platform_admin";
}

function toTenant(
  viewer: Viewer,
  person: string,
  hint: string,
  directory: Directory,
): Pick<Identity, "tenantId" | "tenantFrom"> {
  const teams = directory.teamsByPerson.get(person) ?? [];
  const hinted = teams.find(({ tenantId, name }) => tenantId === hint || name === hint);
  if (hinted) return { tenantId: hinted.tenantId, tenantFrom: "attribute" };
  const named = maySpeakForOthers(viewer) ? directory.tenantByHint.get(hint) : undefined;
  if (named !== undefined) return { tenantId: named, tenantFrom: "attribute" };
  for (const from of ["membership", "key"] as const) {
    const ids = new Set(teams.filter((team) => team.from === from).map((team) => team.tenantId));
    const [only] = ids;
    if (ids.size === 1 && only !== undefined) return { tenantId: only, tenantFrom: from };
  }
  return { tenantId: "", tenantFrom: "nothing" };
}

/**
 * Whose call it is. The token decides; a hint only chooses among what its owner has anyway, or among everything
 * where the owner is an administrator.
 */
export function identify(
  viewer: Viewer,
  hints: { user: string; team: string },
  directory: Directory,
): Identity {
  const owner = toOwnerEmail(viewer);
  const told = hints.user.toLowerCase();
  const isOther = maySpeakForOthers(viewer) && told !== owner && directory.accounts.has(told);
  const person = isOther ? told : owner;
  return {
    person,
    personFrom: isOther ? "attribute" : "token",
    ...toTenant(viewer, person, hints.team, directory),
  };
}
