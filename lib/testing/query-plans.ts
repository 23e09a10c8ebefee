import type pg from "pg";
import { z } from "zod";
import type { Database } from "@/lib/db/client";

/** A statement as the product sent it. */
export interface RecordedQuery {
  sql: string;
  params: unknown[];
}

/** Sees every statement of `database`; `record` gives those sent while `work` ran. */
export function createQueryRecorder(database: Database) {
  let recording: RecordedQuery[] | null = null;
  database.$on("query", ({ query, params }) => {
    recording?.push({ sql: query, params: z.array(z.unknown()).parse(JSON.parse(params)) });
  });
  return {
    async record(work: () => Promise<unknown>): Promise<RecordedQuery[]> {
      const queries: RecordedQuery[] = [];
      recording = queries;
      try {
        await work();
      } finally {
        recording = null;
      }
      return queries;
    },
  };
}

const planNodeSchema = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Index Name": z.string().optional(),
  "Index Cond": z.string().optional(),
  get Plans() {
    return z.array(planNodeSchema).optional();
  },
});
export type PlanNode = z.infer<typeof planNodeSchema>;

const explanationSchema = z.tuple([
  z.object({ Plan: planNodeSchema, "Execution Time": z.number().optional() }),
]);

export interface Explanation {
  plan: PlanNode;
  /** Time in the executor, milliseconds; null when the statement was only planned. */
  executionMs: number | null;
}

/** PostgreSQL's plan for a statement with its own parameters; `analyze` runs it too. */
export async function explainQuery(
  client: pg.ClientBase,
  query: RecordedQuery,
  options: { analyze?: boolean } = {},
): Promise<Explanation> {
  // Without TIMING the executor does not read the clock for every row, which would be most of the time.
  const mode = options.analyze ? "ANALYZE, TIMING OFF, FORMAT JSON" : "FORMAT JSON";
  const result = await client.query<{ "QUERY PLAN": unknown }>(
    `EXPLAIN (${mode}) ${query.sql}`,
    query.params,
  );
  const [explanation] = explanationSchema.parse(result.rows[0]?.["QUERY PLAN"]);
  return { plan: explanation.Plan, executionMs: explanation["Execution Time"] ?? null };
}

/** The tables that a plan reads, each once. */
export function listRelations(plan: PlanNode): string[] {
  const own = plan["Relation Name"] === undefined ? [] : [plan["Relation Name"]];
  return [...new Set([...own, ...(plan.Plans ?? []).flatMap(listRelations)])].sort();
}

/**
 * The tables among `largeTables` that a plan reads from end to end: sequentially, or along an index
 * without a condition on it. Reading along an index until a LIMIT is reached is not that.
 */
export function findFullScans(plan: PlanNode, largeTables: ReadonlySet<string>): string[] {
  return listFullScans(plan, false).filter((table) => largeTables.has(table));
}

function listFullScans(node: PlanNode, isLimited: boolean): string[] {
  const type = node["Node Type"];
  const relation = node["Relation Name"];
  const isWhole =
    type === "Seq Scan" ||
    (/^Index (Only )?Scan$/.test(type) && node["Index Cond"] === undefined && !isLimited);
  // A sort or an aggregate reads all of its input before the first row comes out.
  const staysLimited = type === "Limit" || (isLimited && !/Sort|Aggregate|Hash/.test(type));
  const below = (node.Plans ?? []).flatMap((child) => listFullScans(child, staysLimited));
  return isWhole && relation !== undefined ? [relation, ...below] : below;
}
