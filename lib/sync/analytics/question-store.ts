import type { Database, Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { isEmail } from "@/lib/upstream/analytics/identity";
import type { TimeRange } from "@/lib/analytics/period";
import { insightQuestionSchema, type InsightQuestion } from "@/lib/analytics/question";

/** A question that waits; null for one that was forgotten meanwhile. */
export async function findQuestion(db: Database, id: string): Promise<InsightQuestion | null> {
  const row = await db.insightQuestion.findUnique({ where: { id }, select: { asked: true } });
  return row && insightQuestionSchema.parse(row.asked);
}

/**
 * The upstream's own ids of people; who is known by an id alone has it as the identity.
 * @throws {AppError} where somebody is known by the address alone: less would be read than was asked for
 */
export async function listUpstreamIds(
  db: Database,
  personIds: readonly number[],
): Promise<string[]> {
  const rows = await db.insightPerson.findMany({
    where: { id: { in: [...personIds] } },
    select: { userId: true, identity: true },
  });
  const ids = rows.map(({ userId, identity }) => userId ?? (isEmail(identity) ? null : identity));
  const known = ids.filter((id) => id !== null);
  if (known.length === personIds.length) return known;
  throw new AppError(
    "upstream_failed",
    "The analytics API has told no id of somebody in the filter",
  );
}

/** Says that a question's tables are stored, and how large they are. */
export async function markQuestionRead(
  tx: Transaction,
  id: string,
  window: TimeRange,
  readAt: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE insight_question q
    SET read_at = ${readAt.toISOString()}::timestamptz,
        window_from = ${window.from.toISOString()}::timestamptz,
        window_to = ${window.to.toISOString()}::timestamptz,
        bytes = (SELECT coalesce(sum(octet_length(t.rows::text)), 0) FROM insight_table t WHERE t.period = q.id)
              + (SELECT coalesce(sum(pg_column_size(c)), 0) FROM cli_person c WHERE c.period = q.id)
    WHERE q.id = ${id}`;
}

/** Forgets the oldest answers over the budget, and questions that nobody has read for a day. The newest stays. */
export async function evictQuestions(tx: Transaction, maxBytes: number): Promise<number> {
  const gone = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM insight_question WHERE id IN (
      SELECT id FROM (
        SELECT id, read_at, sum(bytes) OVER newest AS total, row_number() OVER newest AS place
        FROM insight_question WHERE read_at IS NOT NULL
        WINDOW newest AS (ORDER BY read_at DESC, id)) AS kept
      WHERE total > ${maxBytes}::bigint AND place > 1)
      OR (read_at IS NULL AND asked_at < now() - interval '1 day')
    RETURNING id`;
  const period = { in: gone.map(({ id }) => id) };
  await tx.insightTable.deleteMany({ where: { period } });
  await tx.cliPerson.deleteMany({ where: { period } });
  return gone.length;
}
