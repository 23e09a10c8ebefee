import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as freshnessStore from "@/lib/freshness/store";
import { PERSON_KINDS } from "@/lib/spending/identity";
import * as spendingStore from "@/lib/spending/store";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { createQueryRecorder, explainQuery, findFullScans } from "@/lib/testing/query-plans";
import * as snapshotStore from "./snapshot-store";
import * as store from "./store";

const COHORT = "018f0000-0000-7000-8000-000000000001";
const SNAPSHOT = "018f0000-0000-7000-8000-000000000002";
const OWNER = "018f0000-0000-7000-8000-000000000003";
const PERSON = "person42@example.com";
const RANGE = { from: "2026-10-01", to: "2026-11-22" };
const SCOPE = { hasAll: false, userId: OWNER, personId: PERSON, projectNames: ["alpha"] };
const REACH = { cohortId: COHORT, scope: SCOPE };
const LARGE = new Set([
  "account",
  "account_observation",
  "account_spend_daily",
  "account_activity_daily",
  "cohort_member",
  "cohort_snapshot_person",
]);

/** Every question that the profile and the people pages ask, under the name of the function that asks it. */
const questions: Record<string, () => Promise<unknown>> = {
  findAccountsReading: () => freshnessStore.findAccountsReading(),
  listAccountRows: () => spendingStore.listAccountRows([PERSON]),
  listSpendDays: () => spendingStore.listSpendDays(PERSON, RANGE),
  findFirstKnownDay: () => spendingStore.findFirstKnownDay(PERSON),
  listEndedPeriods: () => spendingStore.listEndedPeriods(PERSON),
  listSpendParts: () => spendingStore.listSpendParts(PERSON, RANGE),
  findCohort: () => store.findCohort(COHORT, SCOPE),
  listMembers: () => store.listMembers(REACH, PERSON_KINDS),
  isMember: () => store.isMember(REACH, PERSON),
  findReached: () => store.findReached(REACH),
  listMemberships: () => store.listMemberships(PERSON),
  listKnownPeople: () => store.listKnownPeople([PERSON, "person43@example.com"]),
  listShares: () => store.listShares(COHORT),
  listSnapshotPeople: () => snapshotStore.listSnapshotPeople(REACH, SNAPSHOT),
};

let database: TestDatabase;
let client: pg.Client;
let recorder: ReturnType<typeof createQueryRecorder>;

beforeAll(async () => {
  database = await createTestDatabase();
  recorder = createQueryRecorder(database.db);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`
    INSERT INTO account (person_id, kind, customer_id, state, spend_usd)
    SELECT 'person' || n || '@example.com', kind, 'person' || n || kind, 'ok', n
    FROM generate_series(1, 12000) n, unnest('{web,cli,premium}'::account_kind[]) kind;
    INSERT INTO account_spend_daily (person_id, day, kind, customer_id, spend_usd)
    SELECT 'person' || n || '@example.com', '2026-11-01'::date + d, 'web', 'c' || n, 1
    FROM generate_series(1, 2000) n, generate_series(0, 20) d;
    INSERT INTO account_activity_daily
      (person_id, day, kind, customer_id, dimension, name, spend_usd, call_count)
    SELECT 'person' || n || '@example.com', '2026-11-01'::date + d, 'web', 'c' || n, 'model', 'm', 1, 1
    FROM generate_series(1, 2000) n, generate_series(0, 20) d;
    INSERT INTO account_observation (person_id, customer_id, observed_at, kind, change, spend_usd)
    SELECT 'person' || n || '@example.com', 'c' || n, now() - d * interval '1 day', 'web', 'spend', 1
    FROM generate_series(1, 2000) n, generate_series(0, 20) d;
    INSERT INTO cohort (id, name, owner_id)
    SELECT ('018f0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'c' || n, '${OWNER}'
    FROM generate_series(1, 60) n;
    INSERT INTO cohort_member (cohort_id, person_id)
    SELECT c.id, 'person' || n || '@example.com' FROM cohort c, generate_series(1, 500) n;
    INSERT INTO cohort_snapshot (cohort_id, id, taken_at, name)
    SELECT '${COHORT}'::uuid, ('018f0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, now(), 's'
    FROM generate_series(1, 60) n;
    INSERT INTO cohort_snapshot_person (cohort_id, snapshot_id, person_id, web_usd)
    SELECT s.cohort_id, s.id, 'person' || n || '@example.com', 1
    FROM cohort_snapshot s, generate_series(1, 500) n;
    ANALYZE`);
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

describe("no question reads a large table from end to end", () => {
  it.each(Object.entries(questions))("%s", async (name, ask) => {
    // A cohort's people are a good part of everybody: reading all accounts once is the shorter way.
    const large = name === "listMembers" ? new Set(["cohort_member"]) : LARGE;
    const queries = await recorder.record(ask);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) {
      const { plan } = await explainQuery(client, query);
      expect(findFullScans(plan, large), query.sql).toEqual([]);
    }
  });
});
