import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPlanBed, type PlanBed } from "@/lib/testing/plan-bed";
import * as alertStore from "./alert-store";
import * as deliveryStore from "./delivery-store";
import * as listStore from "./list-store";
import * as ruleStore from "./rule-store";

const ID = "018f0000-0000-7000-8000-000000000001";
const PERSON = "person42@example.com";
const everything = { kind: "all" as const };
const own = { kind: "only" as const, tenantIds: ["tenant-7", "tenant-9"] };
const target = { kind: "agent" as const, tenant_id: "tenant-7", id: "key-407" };
const LARGE = new Set(["alert", "alert_delivery", "agent", "account", "budget_period"]);

const page = { personId: PERSON, tenantId: "", q: "", limit: 20, offset: 0 };
const openStates = ["open", "active", "acknowledged", "snoozed"] as const;
const closedStates = ["resolved", "all"] as const;

let bed: PlanBed;

/** Every question of the alerts' pages, the bell and the sender, under the name of the function that asks it. */
const questions: Record<string, () => Promise<unknown>> = {
  "listAlertRows, an operator's": () =>
    Promise.all(
      [...openStates, ...closedStates].map((state) =>
        listStore.listAlertRows({ ...page, state, scope: own }),
      ),
    ),
  "listAlertRows, by state": () =>
    Promise.all(
      openStates.map((state) => listStore.listAlertRows({ ...page, state, scope: everything })),
    ),
  "listAlertRows, of a tenant": () =>
    listStore.listAlertRows({ ...page, state: "all", tenantId: "tenant-7", scope: everything }),
  countUnreadAlerts: () =>
    Promise.all([everything, own].map((scope) => listStore.countUnreadAlerts(scope, PERSON, ID))),
  listAlertTenants: () => listStore.listAlertTenants([ID]),
  changeAlerts: () =>
    listStore.changeAlerts([ID], {
      ...{ state: "acknowledged", snoozedUntil: null, changedBy: PERSON, changedAt: new Date() },
    }),
  "listDeliveryRows, an operator's": () => listStore.listDeliveryRows(own, 20, 0),
  findDeliveryTenant: () => listStore.findDeliveryTenant(ID),
  listPeriodAlerts: () =>
    bed.db.$transaction((tx) => alertStore.listPeriodAlerts(tx, target, 3, new Date())),
  findPeriod: () => bed.db.$transaction((tx) => alertStore.findPeriod(tx, target)),
  claimDeliveries: () => deliveryStore.claimDeliveries(new Date(), 60_000, 8),
  reviveDelivery: () => deliveryStore.reviveDelivery(ID, new Date()),
  findTenantOfAgent: () => alertStore.findTenantOfAgent("key-407"),
  listAgentNames: () => ruleStore.listAgentNames(["key-407", "key-5"]),
  listChannels: () => Promise.all([everything, own].map(ruleStore.listChannels)),
  listRules: () => Promise.all([everything, own].map(ruleStore.listRules)),
};

beforeAll(async () => {
  bed = await openPlanBed([
    `INSERT INTO tenant (id, name, read_at)
     SELECT 'tenant-' || i, 'Tenant ' || i, now() FROM generate_series(1, 400) i`,
    `INSERT INTO agent (tenant_id, id, name, max_budget_usd, budget_spend_usd, read_at)
     SELECT 'tenant-' || (i % 400 + 1), 'key-' || i, 'Agent ' || i, 100, i % 100, now()
     FROM generate_series(1, 20000) i`,
    `INSERT INTO account (person_id, kind, customer_id, state, spend_usd)
     SELECT 'person' || n || '@example.com', 'web', 'person' || n || '@example.com', 'ok', n
     FROM generate_series(1, 12000) n`,
    `INSERT INTO alert_channel (id, tenant_id, name, kind, target)
     SELECT ('018f0000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'tenant-' || i, 'c', 'slack', 'x'
     FROM generate_series(1, 400) i`,
    `INSERT INTO alert (tenant_id, kind, entity_id, rule_id, basis, percent, period, id, state,
                        crossed_at, amount_usd, limit_usd, changed_at)
     SELECT 'tenant-' || (i % 400 + 1), 'agent', 'key-' || i, '00000000-0000-7000-8000-0000000000a1',
            'spent', 80, p, gen_random_uuid(),
            CASE WHEN p < 6 THEN 'resolved' WHEN i % 7 = 0 THEN 'acknowledged'
                 WHEN i % 11 = 0 THEN 'snoozed' WHEN i % 3 = 0 THEN 'active'
                 ELSE 'resolved' END::alert_state,
            now() - i * interval '1 minute' - (6 - p) * interval '30 days', 80, 100, now()
     FROM generate_series(1, 8000) i, generate_series(1, 6) p`,
    `INSERT INTO budget_period (tenant_id, kind, entity_id, number, spent_usd, observed_at)
     SELECT tenant_id, 'agent', id, 1, 0, now() FROM agent`,
    `INSERT INTO alert_delivery (alert_id, crossing, channel_id, id, state, next_attempt_at, created_at, message)
     SELECT a.id, 1, c.id, gen_random_uuid(), 'sent', now(), a.crossed_at, '{}'
     FROM alert a JOIN alert_channel c ON c.tenant_id = a.tenant_id`,
  ]);
});

afterAll(() => bed.close());

describe("no question of the alerts reads a large table from end to end", () => {
  it.each(Object.entries(questions))("%s", async (_, ask) => {
    expect(await bed.listFullScans(ask, LARGE)).toEqual([]);
  });

  it.each(closedStates)(
    "the list of %s alerts of everybody reads them once, for its total",
    async (state) => {
      const ask = () => listStore.listAlertRows({ ...page, state, scope: everything });
      expect([[], ["alert"]]).toContainEqual(await bed.listFullScans(ask, LARGE));
    },
  );

  it("the list of everybody's deliveries reads them once, for its total", async () => {
    const deliveries = () => listStore.listDeliveryRows(everything, 20, 0);
    expect([[], ["alert_delivery"]]).toContainEqual(await bed.listFullScans(deliveries, LARGE));
  });
});
