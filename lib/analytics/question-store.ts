import "server-only";
import { getDatabase } from "@/lib/db/client";
import type { InsightQuestion, QuestionReading } from "./question";

/** What was last read for a question; null when nothing was. */
export async function findQuestionReading(id: string): Promise<QuestionReading | null> {
  const row = await getDatabase().insightQuestion.findUnique({
    where: { id },
    select: { readAt: true, windowFrom: true, windowTo: true },
  });
  if (!row?.readAt || !row.windowFrom || !row.windowTo) return null;
  return { readAt: row.readAt, windowFrom: row.windowFrom, windowTo: row.windowTo };
}

/** People whom the upstream cannot be asked about, because only their address is known. */
export async function hasUnknownPerson(personIds: readonly number[]): Promise<boolean> {
  const rows = await getDatabase().$queryRaw<unknown[]>`
    SELECT 1 FROM insight_person
    WHERE id = ANY(${[...personIds]}::int[]) AND user_id IS NULL AND identity LIKE '%@%' LIMIT 1`;
  return rows.length > 0;
}

export interface AskLimits {
  perMinute: number;
  perMinuteAndViewer: number;
}

interface AskedRow {
  total: number;
  mine: number;
  is_known: boolean;
}

/**
 * Notes that somebody asks a question, unless too many were asked in the last minute. Who asks again what
 * was asked in this minute is not counted.
 */
export function noteQuestion(
  id: string,
  question: InsightQuestion,
  askedBy: string,
  limits: AskLimits,
): Promise<boolean> {
  return getDatabase().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('insight questions', 0))`;
    const [asked] = await tx.$queryRaw<AskedRow[]>`
      SELECT count(*)::int AS total,
             (count(*) FILTER (WHERE asked_by = ${askedBy}::uuid))::int AS mine,
             coalesce(bool_or(id = ${id}), false) AS is_known
      FROM insight_question WHERE asked_at > now() - interval '1 minute'`;
    if (asked?.is_known) return true;
    const isFull = (asked?.total ?? 0) >= limits.perMinute;
    if (isFull || (asked?.mine ?? 0) >= limits.perMinuteAndViewer) return false;
    await tx.$executeRaw`
      INSERT INTO insight_question (id, area, asked, asked_by, asked_at)
      VALUES (${id}, ${question.area}, ${JSON.stringify(question)}::jsonb, ${askedBy}::uuid, now())
      ON CONFLICT (id) DO UPDATE SET asked_by = excluded.asked_by, asked_at = excluded.asked_at`;
    return true;
  });
}
