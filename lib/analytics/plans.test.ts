import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import {
  createQueryRecorder,
  explainQuery,
  findFullScans,
  type RecordedQuery,
} from "@/lib/testing/query-plans";
import { LEADERBOARD_SORTS } from "./board-schema";
import * as activityStore from "./activity-store";
import * as leaderboardStore from "./leaderboard-store";
import * as personStore from "./person-store";
import { resolveTime } from "./resolve-time";
import { SPENDER_SORTS } from "./schema";
import type { InsightFilter } from "./scope";
import * as tableStore from "./table-store";

const time = resolveTime({ period: "30d" }, new Date());
const hours = resolveTime({ period: "6h" }, new Date());
const rule = { names: "all" as const, myId: 1 };
const hidden = { names: "alias" as const, myId: 1 };
const reaches: InsightFilter[] = [
  { projectNames: null, personIds: null },
  { projectNames: ["project-3", "project-4"], personIds: null },
  { projectNames: null, personIds: [5, 6] },
  { projectNames: ["project-3"], personIds: [5] },
];
const page = { limit: 20, offset: 40 };

const forEachReach = (ask: (filter: InsightFilter) => Promise<unknown>) => () =>
  Promise.all(reaches.map(ask));

/** Every question that pages ask, under the name of the function that asks it. */
const questions: Record<string, () => Promise<unknown>> = {
  listSpendSteps: forEachReach((filter) =>
    Promise.all([time, hours].map((one) => activityStore.listSpendSteps(one, filter))),
  ),
  sumActivity: forEachReach((filter) => activityStore.sumActivity(time, filter, "previous")),
  listReadSteps: () => activityStore.listReadSteps("day", time.range),
  listSpenders: forEachReach((filter) =>
    Promise.all(
      (["person", "project"] as const).flatMap((by) =>
        SPENDER_SORTS.map((sort) =>
          activityStore.listSpenders({
            by,
            time,
            filter,
            search: "a",
            sort,
            order: "desc",
            ...page,
          }),
        ),
      ),
    ),
  ),
  listEntries: forEachReach((filter) =>
    Promise.all(
      LEADERBOARD_SORTS.map((sort) =>
        leaderboardStore.listEntries({
          snapshotId: "board-1",
          filter,
          rule: hidden,
          search: "otter",
          tier: "expert",
          intent: "developer",
          sort,
          order: "asc",
          ...page,
        }),
      ),
    ),
  ),
  summarizeBoard: forEachReach((filter) => leaderboardStore.summarizeBoard("board-1", filter)),
  findBoard: () => leaderboardStore.findBoard("current", ""),
  findEntry: () => leaderboardStore.findEntry("board-1", 7, rule),
  isPersonReached: forEachReach((filter) => leaderboardStore.isPersonReached(7, filter)),
  findPersonByEmail: () => leaderboardStore.findPersonByEmail("p7@example.com"),
  listTables: () => tableStore.listTables("assistants", "30d", ["project-3"]),
  listCliPeople: forEachReach((filter) =>
    tableStore.listCliPeople({
      ...{ key: "30d", filter, search: "", sort: "cost", order: "desc" },
      ...page,
    }),
  ),
  listPeopleById: forEachReach((filter) => personStore.listPeopleById(filter, [4, 5])),
};

/** People are searched by a part of their name, which reads that one table. */
const LARGE_TABLES = new Set([
  ...["person_activity", "leaderboard_entry", "leaderboard_detail", "insight_table"],
  ...["cli_person", "activity_coverage"],
]);

let test: TestDatabase;
let client: pg.Client;
let record: (work: () => Promise<unknown>) => Promise<RecordedQuery[]>;

const FILL = [
  `INSERT INTO insight_person (identity, user_id, name, alias)
   SELECT 'p' || p || '@example.com', 'u' || p, 'Person ' || p, 'Otter ' || p
   FROM generate_series(1, 3000) p`,
  `INSERT INTO project_person SELECT 'project-' || (p.id % 40), p.id FROM insight_person p`,
  `INSERT INTO person_activity
   SELECT 'project-' || (p.id % 40), 'day', date_trunc('day', now()) - d * interval '1 day', p.id,
          1, 1, 0, 1, 3, 10, 10, 0, 30
   FROM insight_person p, generate_series(0, 399) d WHERE p.id % 60 = d % 60`,
  `INSERT INTO person_activity
   SELECT project_name, 'hour', date_trunc('hour', now()) - (person_id % 49) * interval '1 hour',
          person_id, 1, 1, 0, 1, 3, 10, 10, 0, 30
   FROM (SELECT DISTINCT project_name, person_id FROM person_activity) a`,
  `INSERT INTO activity_coverage
   SELECT 'day', date_trunc('day', now()) - d * interval '1 day', now(), true
   FROM generate_series(0, 3000) d`,
  `INSERT INTO leaderboard_snapshot
     (id, view, period_label, is_final, completed_at, zero_dimensions, read_at)
   SELECT 'board-' || b, 'current', 'x', false, now() - b * interval '1 day', '{}', now()
   FROM generate_series(1, 18) b`,
  `INSERT INTO leaderboard_entry
   SELECT 'board-' || b, p.id, p.id, p.id, 50, 49, 'expert', 'developer', 1, 2, 3, 4, 5, 6, 7
   FROM generate_series(1, 18) b, insight_person p`,
  `INSERT INTO insight_table
   SELECT 'project-' || p, period, name, now(), now(), now(), '[]'
   FROM generate_series(1, 400) p, unnest('{7d,30d,month}'::text[]) period,
        unnest('{assistants,workflows,summaries}'::text[]) name`,
  `INSERT INTO cli_person
   SELECT project, period, p.id, 'production', 1, 2, 3, -1, 4
   FROM insight_person p, unnest('{*,project-3,project-4,project-5}'::text[]) project,
        unnest('{7d,30d,month,24h,60d}'::text[]) period`,
  `VACUUM ANALYZE`,
];

beforeAll(async () => {
  test = await createTestDatabase();
  for (const statement of FILL) await test.db.$executeRawUnsafe(statement);
  client = new pg.Client({ connectionString: test.url });
  await client.connect();
  ({ record } = createQueryRecorder(test.db));
});

afterAll(async () => {
  await client.end();
  await test.drop();
});

describe("a page's question", () => {
  it.each(Object.entries(questions))("%s reads no large table from end to end", async (_, ask) => {
    const queries = await record(ask);
    expect(queries.length).toBeGreaterThan(0);
    const scans: string[] = [];
    for (const query of queries) {
      scans.push(...findFullScans((await explainQuery(client, query)).plan, LARGE_TABLES));
    }
    expect(scans).toEqual([]);
  });
});
