import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemViewer } from "@/lib/auth/policy";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer, auditorViewer, toOperator } from "@/lib/testing/factories";
import { createQueryRecorder, explainQuery, findFullScans } from "@/lib/testing/query-plans";
import { toAuditFile } from "./export";
import { listAuditEntries, openAuditExport } from "./log";
import { recordAudit } from "./service";

const ENTRIES = 2_345;

let database: TestDatabase;
let record: ReturnType<typeof createQueryRecorder>["record"];

/** Many entries of the same instant: only the id tells their order. */
beforeAll(async () => {
  database = await createTestDatabase();
  ({ record } = createQueryRecorder(database.db));
  await database.db.$executeRaw`
    INSERT INTO audit_entry (at, id, actor_id, actor, action, entity_kind, entity_id, after)
    SELECT timestamptz '2026-03-01 10:00Z' + (n / 100) * interval '1 hour', gen_random_uuid(),
           gen_random_uuid(), 'person' || n % 7 || '@example.com', 'budget.' || n % 3, 'tenant',
           'tenant-' || n % 50, jsonb_build_object('number', n)
    FROM generate_series(1, ${ENTRIES}::int) n`;
  await database.db.$transaction((tx) =>
    recordAudit(tx, {
      viewer: systemViewer("worker"),
      action: "token.revoke",
      entityKind: "token",
      entityId: "=1+1",
      before: { name: 'a "quoted", word' },
    }),
  );
  await database.db.$executeRaw`VACUUM ANALYZE audit_entry`;
});

afterAll(async () => {
  await database.drop();
});

async function readAll(filter: object): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page = await listAuditEntries(auditorViewer, {
      ...filter,
      ...(cursor === "" ? {} : { cursor }),
    });
    ids.push(...page.items.map((entry) => entry.entry_id));
    cursor = page.next_cursor;
  }
  return ids;
}

describe("paging", () => {
  it("shows every entry once, newest first", async () => {
    const ids = await readAll({});
    expect(ids).toHaveLength(ENTRIES + 1);
    expect(new Set(ids).size).toBe(ENTRIES + 1);
  });

  it("narrows by who, what was done, to what, and when", async () => {
    const [newest] = (await listAuditEntries(adminViewer, {})).items;
    expect(newest).toMatchObject({ actor: "worker", is_person: false, after: null });
    expect(await readAll({ actor: "person3@example.com" })).toHaveLength(335);
    expect(await readAll({ action: "budget.1" })).toHaveLength(782);
    expect(await readAll({ entity_kind: "tenant", entity_id: "tenant-7" })).toHaveLength(47);
    // The hours 10 to 23 of the first day hold the entries 1 to 1399.
    expect(await readAll({ end_date: "2026-03-01" })).toHaveLength(1_399);
    expect(await readAll({ start_date: "2026-03-02", end_date: "2026-03-02" })).toHaveLength(946);
    expect(await readAll({ actor: "nobody@example.com" })).toEqual([]);
  });

  it("names what there is to narrow by", async () => {
    const { actions, entity_kinds } = await listAuditEntries(adminViewer, {});
    expect(actions).toEqual(["budget.0", "budget.1", "budget.2", "token.revoke"]);
    expect(entity_kinds).toEqual(["tenant", "token"]);
  });
});

describe("export", () => {
  it("streams JSON Lines with every entry, a batch at a time", async () => {
    const response = toAuditFile(openAuditExport(auditorViewer, {}), "jsonl");
    const lines = (await response.text()).trimEnd().split("\n");
    expect(lines).toHaveLength(ENTRIES + 1);
    const entries = lines.map((line) => JSON.parse(line) as { entry_id: string });
    expect(entries.map((entry) => entry.entry_id)).toEqual(await readAll({}));
  });

  it("streams CSV with one heading and formulas defused", async () => {
    const response = toAuditFile(openAuditExport(auditorViewer, { actor: "worker" }), "csv");
    const lines = (await response.text()).trimEnd().split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("at,actor,is_person");
    expect(lines[1]).toContain(",'=1+1,");
    expect(response.headers.get("content-disposition")).toMatch(/\.csv"$/);
  });
});

it("is for administrators and auditors only", async () => {
  await expect(listAuditEntries(toOperator("t"), {})).rejects.toMatchObject({ code: "forbidden" });
  expect(() => openAuditExport(toOperator("t"), {})).toThrow(/Only platform administrators/);
});

it("never reads the whole table", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const filters = [
      {},
      { actor: "person3@example.com" },
      { action: "budget.1" },
      { entity_kind: "tenant", entity_id: "tenant-7" },
      { start_date: "2026-03-02", end_date: "2026-03-02" },
    ];
    for (const filter of filters) {
      const queries = await record(() => listAuditEntries(adminViewer, filter));
      for (const query of queries) {
        const { plan } = await explainQuery(client, query);
        expect(findFullScans(plan, new Set(["audit_entry"])), JSON.stringify(filter)).toEqual([]);
      }
    }
  } finally {
    await client.end();
  }
});
