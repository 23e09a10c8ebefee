import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { Role } from "./actors";

const NAME = "Access test";

/** What names nothing. */
export const NO_ID = "00000000-0000-7000-8000-000000000000";

export const SUBJECTS = ["own", "other", "unknown"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Ids by what an address or a body calls them; `own` is the operator's, or each one's where only one can have it. */
export type Ids = typeof NOTHING;

/** By role and subject: what is used up by a question belongs to one role. */
export type Subjects = Record<Role, Record<Subject, Ids>>;

const NOTHING = {
  tenantId: "no-such-tenant",
  cohortId: NO_ID,
  snapshotId: NO_ID,
  /** In the cohort; for the analytics another one. */
  memberId: "no-such-person",
  personId: "999999999",
  personRef: NO_ID,
  table: "no-such-table",
  area: "no-such-area",
  userId: NO_ID,
  tokenId: NO_ID,
  viewId: NO_ID,
  profileId: NO_ID,
  alertId: NO_ID,
  channelId: NO_ID,
  droppedChannelId: NO_ID,
  droppedProfileId: NO_ID,
  droppedCohortId: NO_ID,
  deliveryId: NO_ID,
  ruleId: NO_ID,
  /** The asker's. */
  email: "",
  /** What something new may be called. */
  newName: NAME,
  /** Of another profile. */
  takenName: `${NAME}, taken`,
};

type Insert = (table: string, row: Record<string, unknown>) => Promise<string>;

/** Inserts a row with an id of its own. */
function toInsert(db: pg.Client): Insert {
  return async (table, row) => {
    const id = randomUUID();
    const entries = Object.entries({ id, ...row });
    const names = entries.map(([name]) => `"${name}"`).join(", ");
    const places = entries.map((_, index) => `$${index + 1}`).join(", ");
    await db.query(
      `INSERT INTO ${table} (${names}) VALUES (${places})`,
      entries.map(([, value]) => value),
    );
    return id;
  };
}

const NOW = () => new Date().toISOString();

/** What everybody asks for alike: of a tenant, a cohort of the admin's, a profile, a person of the analytics. */
async function makeShared(insert: Insert, ownerId: string, tenantId: string) {
  const name = `${NAME} ${randomUUID()}`;
  const cohortId = await insert("cohort", { name, owner_id: ownerId });
  const memberId = `${randomUUID()}@example.com`;
  const profileId = await insert("budget_profile", {
    ...{ name, is_for_all_tenants: false, tenant_ids: [tenantId] },
  });
  const channel = { name, kind: "email", tenant_id: tenantId, target: "no@example.com" };
  const channelId = await insert("alert_channel", { ...channel, is_enabled: false });
  const alertId = await insert("alert", {
    ...{ tenant_id: tenantId, kind: "agent", entity_id: `${NAME} ${randomUUID()}` },
    ...{ rule_id: NO_ID, basis: "spent", percent: 50, period: 1, state: "resolved" },
    ...{ crossed_at: "2020-01-01", changed_at: "2020-01-01", amount_usd: 1, limit_usd: 2 },
  });
  return { cohortId, memberId, profileId, channelId, alertId };
}

async function makeSubject(
  db: pg.Client,
  admin: string,
  tenantId: string,
  person: { id: number; board_ref: string },
): Promise<Ids> {
  const insert = toInsert(db);
  const shared = await makeShared(insert, admin, tenantId);
  const { cohortId, memberId, profileId, channelId, alertId } = shared;
  const member = { cohort_id: cohortId, person_id: memberId };
  await db.query(
    `INSERT INTO cohort_member (cohort_id, person_id) VALUES ($1, $2)`,
    Object.values(member),
  );
  await db.query(
    `INSERT INTO budget_profile_version (profile_id, version, rules, reason, author)
     VALUES ($1, 1, $2, 'Access test', 'access test')`,
    [profileId, JSON.stringify(PROFILE_RULES)],
  );
  const snapshotId = await insert("cohort_snapshot", {
    ...{ cohort_id: cohortId, name: "Access test", taken_at: NOW() },
  });
  const deliveryId = await insert("alert_delivery", {
    ...{ alert_id: alertId, crossing: 1, channel_id: channelId, state: "sent", message: "{}" },
    next_attempt_at: NOW(),
  });
  const userId = await insert('"user"', {
    ...{ email: `${randomUUID()}@example.com`, name: "Access test", role: "user" },
  });
  const [personId, personRef] = [String(person.id), person.board_ref];
  return { ...NOTHING, ...shared, snapshotId, deliveryId, userId, tenantId, personId, personRef };
}

const THRESHOLDS = JSON.stringify([{ basis: "spent", percent: 50 }]);

const PROFILE_RULES = {
  ...{ limit_usd: 5, soft_limit_usd: null, duration: null, thresholds: [], channel_ids: [] },
};

/** What the first who may do it does away with. */
async function makeUsedUp(db: pg.Client, ownerId: string, tenantId: string) {
  const insert = toInsert(db);
  const name = `${NAME} ${randomUUID()}`;
  return {
    tokenId: await insert("api_token", {
      ...{ user_id: ownerId, name, hash: randomUUID(), hint: "none", scopes: ["usage:read"] },
      expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    }),
    viewId: await insert("saved_view", {
      ...{ owner_id: ownerId, page: "analytics", name, search: "tab=cli" },
    }),
    droppedChannelId: await insert("alert_channel", {
      ...{ name, kind: "email", tenant_id: tenantId, target: "no@example.com", is_enabled: false },
    }),
    droppedProfileId: await insert("budget_profile", {
      name,
      is_for_all_tenants: true,
      tenant_ids: [],
    }),
    droppedCohortId: await insert("cohort", { name, owner_id: ownerId }),
    ruleId: await insert("alert_rule", {
      ...{ name, scope: "tenant", tenant_id: tenantId, thresholds: THRESHOLDS, is_enabled: false },
      ...{ channel_ids: [], created_by: "access test" },
    }),
  };
}

/** Everything of the test's own that is asked for; only tenants and people of the analytics are those of the stack. */
export async function makeSubjects(
  db: pg.Client,
  accounts: Record<Role, { id: string; email: string }>,
  tenants: { own: string; other: string },
): Promise<Subjects> {
  const people = await db.query<{ id: number; board_ref: string; is_own: boolean }>(
    `SELECT DISTINCT ON (is_own) p.id, p.board_ref, is_own FROM (
       SELECT p.*, EXISTS (SELECT 1 FROM project_person w JOIN project_member m USING (project_name)
                           WHERE w.person_id = p.id AND m.user_id = $1) AS is_own
       FROM insight_person p JOIN leaderboard_entry e ON e.person_id = p.id) p ORDER BY is_own, p.id`,
    [accounts.operator.id],
  );
  const make = async (subject: "own" | "other") => {
    const person = people.rows.find(({ is_own }) => is_own === (subject === "own"));
    if (!person) throw new Error("The stack has too few people");
    return makeSubject(db, accounts.admin.id, tenants[subject], person);
  };
  const [own, other] = [await make("own"), await make("other")];
  await db.query(
    "INSERT INTO cohort_share (cohort_id, user_id, has_everybody) VALUES ($1, $2, true)",
    [own.cohortId, accounts.operator.id],
  );
  await toInsert(db)("budget_profile", {
    ...{ name: NOTHING.takenName, is_for_all_tenants: false, tenant_ids: [], is_archived: true },
  });
  const makeOf = async (role: Role): Promise<Record<Subject, Ids>> => {
    const { id, email } = accounts[role];
    const mine = await makeUsedUp(db, id, tenants.own);
    const others = await makeUsedUp(db, own.userId, tenants.other);
    return {
      own: { ...own, ...mine, email, table: "assistants", area: "platform" },
      other: { ...other, ...others, email, table: "cli_repositories", area: "cli" },
      unknown: { ...NOTHING, email },
    };
  };
  return {
    user: await makeOf("user"),
    operator: await makeOf("operator"),
    auditor: await makeOf("auditor"),
    admin: await makeOf("admin"),
  };
}
