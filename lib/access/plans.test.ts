import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPlanBed, type PlanBed } from "@/lib/testing/plan-bed";
import * as accountStore from "./account-store";
import * as claimStore from "./claim-session-store";
import * as identityStore from "./identity-store";
import * as rateStore from "./rate-store";
import * as sessionStore from "./session-store";
import * as store from "./store";

const ID = "018f0000-0000-7000-8000-000000000007";
const NOW = new Date();
const everybody = { search: "", role: "all", state: "all" } as const;
const MEMBERSHIPS = ["tenant_member", "project_member", "user_identity"];
const LARGE = new Set([
  "user",
  "sign_in_place",
  "rate_window",
  "claim_session",
  "ended_session",
  "api_token",
  ...MEMBERSHIPS,
]);

let bed: PlanBed;

/** Every question about accounts that does not search all of them, under the name of the function that asks it. */
const questions: Record<string, () => Promise<unknown>> = {
  findCredential: () => store.findCredential("u7@example.com"),
  listViewersById: () => store.listViewersById([ID]),
  recordSignIn: () => store.recordSignIn(ID, NOW),
  recordPlace: () => store.recordPlace({ userId: ID, place: "place of 7", signedInAt: NOW }, NOW),
  isKnownPlace: () => store.isKnownPlace("place of 7", NOW),
  findAccount: () => accountStore.findAccount(ID),
  findMemberTenantNames: () => accountStore.findMemberTenantNames(["tenant-1"]),
  findIdentityUser: () => identityStore.findIdentityUser({ issuer: "i", subject: "s7" }),
  hasGroups: () => identityStore.hasGroups({ issuer: "i", subject: "s7" }),
  findClaimSession: () => claimStore.findClaimSession(ID),
  findLastClaimSession: () => claimStore.findLastClaimSession(ID, { issuer: "i", subject: "s" }),
  takeReading: () => claimStore.takeReading(ID, NOW),
  findReading: () => claimStore.findReading(ID),
  findSessionVersion: () => sessionStore.findSessionVersion(ID),
  insertEndedSession: () =>
    sessionStore.insertEndedSession({ id: ID, userId: ID, expiresAt: NOW }, new Date(0)),
  countInWindow: () => rateStore.countInWindow("subject-7", NOW, NOW),
  uncountInWindow: () => rateStore.uncountInWindow("subject-7"),
  removeWindowsBefore: () => rateStore.removeWindowsBefore(new Date(0)),
};

beforeAll(async () => {
  bed = await openPlanBed([
    `INSERT INTO tenant (id, name, read_at)
     SELECT 'tenant-' || i, 'Tenant ' || i, now() FROM generate_series(1, 300) i`,
    `INSERT INTO "user" (id, email, name)
     SELECT ('018f0000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'u' || i || '@example.com', 'U'
     FROM generate_series(1, 12000) i`,
    `INSERT INTO tenant_member (user_id, tenant_id)
     SELECT id, 'tenant-' || t FROM "user", generate_series(1, 3) t`,
    `INSERT INTO project_member (user_id, project_name)
     SELECT id, 'project-' || t FROM "user", generate_series(1, 2) t`,
    `INSERT INTO user_identity (issuer, subject, user_id)
     SELECT 'i', 's' || row_number() OVER (), id FROM "user"`,
    `INSERT INTO claim_session (id, user_id, issuer, subject, tokens, checked_at, expires_at)
     SELECT gen_random_uuid(), id, 'i', 's', 't', now(), now() + interval '1 hour' FROM "user"`,
    `INSERT INTO api_token (id, user_id, name, hash, hint, scopes, expires_at)
     SELECT gen_random_uuid(), id, 'Token', 'hash of ' || id, 'hint', '{}', now() + interval '9 days'
     FROM "user"`,
    `INSERT INTO sign_in_place (place, user_id, signed_in_at)
     SELECT 'place of ' || id, id, now() FROM "user"`,
    `INSERT INTO ended_session (id, user_id, expires_at)
     SELECT gen_random_uuid(), id, now() + interval '1 hour' FROM "user"`,
    `INSERT INTO rate_window (subject, started_at, count)
     SELECT 'subject-' || i, now() - i * interval '1 second', 1
     FROM generate_series(1, 20000) i`,
  ]);
});

afterAll(() => bed.close());

describe("accounts", () => {
  it.each(Object.entries(questions))("%s reads none from end to end", async (_, ask) => {
    expect(await bed.listFullScans(ask, LARGE)).toEqual([]);
  });

  it("a page of everybody reads the accounts once, for its total, and what they may see by key", async () => {
    const ask = () => accountStore.listAccountPage(everybody, 20, 0);
    expect([[], ["user"]]).toContainEqual(await bed.listFullScans(ask, LARGE));
    const search = { ...everybody, search: "u77" };
    const found = await bed.listFullScans(() => accountStore.listAccountPage(search, 20, 0), LARGE);
    expect(found.filter((table) => MEMBERSHIPS.includes(table))).toEqual([]);
  });
});
