import "server-only";
import { getDatabase } from "@/lib/db/client";
import type { Directory, Team } from "./identity";
import type { ModelPrice } from "./price";

interface TeamRow {
  person: string;
  tenant_id: string;
  name: string;
  from: Team["from"];
}

/** Whose teams these people are in, by their accounts and by the keys they own; served by the keys of e-mails. */
function listTeamRows(persons: readonly string[]): Promise<TeamRow[]> {
  return getDatabase().$queryRaw<TeamRow[]>`
    SELECT u.email AS person, t.id AS tenant_id, t.name, 'membership' AS from
    FROM "user" u JOIN tenant_member m ON m.user_id = u.id JOIN tenant t ON t.id = m.tenant_id
    WHERE u.email = ANY(${[...persons]})
    UNION
    SELECT a.owner_email, t.id, t.name, 'key'
    FROM agent a JOIN tenant t ON t.id = a.tenant_id
    WHERE a.owner_email = ANY(${[...persons]}) AND a.status = 'active'`;
}

/** What is known of the people and the teams that a request names. */
export async function readDirectory(
  persons: readonly string[],
  teamHints: readonly string[],
): Promise<Directory> {
  const db = getDatabase();
  const [rows, accounts, tenants] = await Promise.all([
    listTeamRows(persons),
    persons.length > 1
      ? db.user.findMany({ where: { email: { in: [...persons] } }, select: { email: true } })
      : [],
    teamHints.length > 0
      ? db.tenant.findMany({
          where: { OR: [{ id: { in: [...teamHints] } }, { name: { in: [...teamHints] } }] },
          select: { id: true, name: true },
        })
      : [],
  ]);
  const teamsByPerson = new Map<string, Team[]>();
  for (const { person, tenant_id: tenantId, name, from } of rows) {
    teamsByPerson.set(person, [...(teamsByPerson.get(person) ?? []), { tenantId, name, from }]);
  }
  const byName = tenants.map(({ id, name }) => [name, id] as const);
  const byId = tenants.map(({ id }) => [id, id] as const);
  return {
    teamsByPerson,
    accounts: new Set(accounts.map(({ email }) => email)),
    tenantByHint: new Map([...byName, ...byId]),
  };
}

/** Every price that was ever read: a few hundred rows. */
export function listPrices(): Promise<ModelPrice[]> {
  return getDatabase().$queryRaw<ModelPrice[]>`
    SELECT provider, model, model_group AS "modelGroup", effective_from AS "effectiveFrom",
           input_usd_per_token::text AS "inputUsd", output_usd_per_token::text AS "outputUsd"
    FROM model_price`;
}
