import pg from "pg";
import type { Database } from "@/lib/db/client";
import { createTestDatabase } from "./database";
import { createQueryRecorder, explainQuery, findFullScans } from "./query-plans";

/** A database that is filled as a large installation's is, and the plans of what a store asks of it. */
export interface PlanBed {
  db: Database;
  /** The tables among `large` that any statement of `ask` reads from end to end; at least one must be sent. */
  listFullScans(ask: () => Promise<unknown>, large: ReadonlySet<string>): Promise<string[]>;
  close(): Promise<void>;
}

/** Runs the statements that fill it, then has the planner look at them. */
export async function openPlanBed(fill: readonly string[]): Promise<PlanBed> {
  const test = await createTestDatabase();
  const client = new pg.Client({ connectionString: test.url });
  await client.connect();
  for (const statement of fill) await client.query(statement);
  await client.query("VACUUM ANALYZE");
  const { record } = createQueryRecorder(test.db);
  return {
    db: test.db,
    listFullScans: async (ask, large) => {
      const queries = (await record(ask)).filter(({ sql }) =>
        /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)/i.test(sql),
      );
      if (queries.length === 0) throw new Error("nothing was asked of the database");
      const scans: string[] = [];
      for (const query of queries) {
        const { plan } = await explainQuery(client, query);
        scans.push(...findFullScans(plan, large));
      }
      return scans;
    },
    close: async () => {
      await client.end();
      await test.drop();
    },
  };
}
