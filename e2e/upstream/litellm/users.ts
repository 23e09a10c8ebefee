import { listSeedPeople, type SeedPerson } from "../people";
import type { JsonObject } from "./key-json";

const CREATED_AT = "2026-01-05T09:00:00Z";

/** People with keys of their own; the proxy spells some of their addresses with capitals. */
const OWNERS: readonly SeedPerson[] = listSeedPeople(200);
const [ADMIN, OPERATOR, USER] = OWNERS;
const EMAILS = new Map(
  OWNERS.map(({ userId, email }, index) => [userId, index % 2 === 0 ? capitalize(email) : email]),
);

/** Keys of those who can sign in, by the places of the team and of the key in it. */
const DEMO_OWNERS: Record<string, SeedPerson | undefined> = {
  ...{ "0.9": USER, "1.0": USER },
  ...{ "1.2": OPERATOR, "0.4": OPERATOR },
  ...{ "2.1": ADMIN, "2.3": ADMIN },
};
const DEMO_COUNT = 4;

function capitalize(email: string): string {
  return email.slice(0, 1).toUpperCase() + email.slice(1);
}

/** The user whose key it is: those of the demo, every fifth key is somebody's, the others as said. */
export function toOwner(teamIndex: number, position: number, otherwise: string | null) {
  const known = DEMO_OWNERS[`${teamIndex}.${position}`];
  if (known) return known.userId;
  if (position % 5 !== 3) return otherwise;
  const other = DEMO_COUNT + ((teamIndex * 7 + position) % (OWNERS.length - DEMO_COUNT));
  return OWNERS[other]?.userId ?? otherwise;
}

export function toUserEmail(userId: string): string {
  return EMAILS.get(userId) ?? (userId.includes("@") ? userId : `${userId}@example.com`);
}

/** An internal user's row. */
export function userRow(userId: string, role = "internal_user"): JsonObject {
  return {
    user_id: userId,
    user_email: toUserEmail(userId),
    user_alias: null,
    user_role: role,
    spend: 0,
    max_budget: null,
    models: [],
    budget_duration: null,
    budget_reset_at: null,
    metadata: {},
    created_at: CREATED_AT,
    updated_at: CREATED_AT,
    sso_user_id: null,
    teams: [],
  };
}
