import type pg from "pg";
import {
  explainQuery,
  type createQueryRecorder,
  type RecordedQuery,
} from "@/lib/testing/query-plans";
import type { DayRange } from "@/lib/time";
import { checkEqual, EXACT_COST, FAST_COST, type AnswerRow, type Question } from "./read-questions";
import { timeMs } from "./statistics";

const ROUNDS = 5;
const RUNS_PER_ROUND = 50;
const WARM_UP_RUNS = 20;
/** Slow questions on raw calls are not asked any more after so long in all. */
const RAW_CAP_MS = 120_000;

export interface Asker {
  client: pg.Client;
  recorder: ReturnType<typeof createQueryRecorder>;
}

/** Milliseconds of each run. */
export interface QuestionTimes {
  /** What the product's function sent. */
  statement: RecordedQuery;
  /** Through the product's function: pool, driver, parsing. */
  product: number[];
  /** The same statement in PostgreSQL's executor alone. */
  rollup: number[];
  raw: number[];
}

export async function checkQuestion(
  { client }: Asker,
  question: Question,
  tenantId: string,
  range: DayRange,
): Promise<void> {
  const rollup = await question.ask(tenantId, range);
  const raw = await client.query<AnswerRow>(
    question.toRawSql(EXACT_COST),
    question.toRawParams(tenantId, range),
  );
  checkEqual(`${question.name} of ${tenantId} from ${range.from}`, rollup, raw.rows);
}

async function explainMs(client: pg.Client, sql: string, params: unknown[]): Promise<number> {
  const { executionMs } = await explainQuery(client, { sql, params }, { analyze: true });
  if (executionMs === null) throw new Error("PostgreSQL gave no execution time.");
  return executionMs;
}

/** Rounds of one raw run and many rollup runs, so that both see the machine in the same mood. */
export async function timeQuestion(
  { client, recorder }: Asker,
  question: Question,
  tenantId: string,
  range: DayRange,
): Promise<QuestionTimes> {
  const ask = () => question.ask(tenantId, range);
  const [statement] = await recorder.record(ask);
  if (!statement) throw new Error(`${question.name} sent no statement.`);
  const times: QuestionTimes = { statement, product: [], rollup: [], raw: [] };
  for (let run = 0; run < WARM_UP_RUNS; run += 1) await ask();
  let rawMs = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (rawMs < RAW_CAP_MS) {
      const params = question.toRawParams(tenantId, range);
      const elapsedMs = await explainMs(client, question.toRawSql(FAST_COST), params);
      times.raw.push(elapsedMs);
      rawMs += elapsedMs;
    }
    for (let run = 0; run < RUNS_PER_ROUND; run += 1) times.product.push(await timeMs(ask));
    for (let run = 0; run < RUNS_PER_ROUND; run += 1) {
      times.rollup.push(await explainMs(client, statement.sql, statement.params));
    }
  }
  return times;
}

/** One statement in two databases. */
export interface PairedStatements {
  before: RecordedQuery;
  after: RecordedQuery;
}

/** Milliseconds in both databases, run for run in turn, so that both see the machine in the same mood. */
export async function timePair(
  before: pg.Client,
  after: pg.Client,
  statements: PairedStatements,
): Promise<{ before: number[]; after: number[] }> {
  const times = { before: [] as number[], after: [] as number[] };
  for (let run = 0; run < WARM_UP_RUNS + ROUNDS * RUNS_PER_ROUND; run += 1) {
    const { before: first, after: second } = statements;
    const beforeMs = await explainMs(before, first.sql, first.params);
    const afterMs = await explainMs(after, second.sql, second.params);
    if (run < WARM_UP_RUNS) continue;
    times.before.push(beforeMs);
    times.after.push(afterMs);
  }
  return times;
}
