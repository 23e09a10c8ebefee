import "server-only";
import { getDatabase } from "@/lib/db/client";

export interface SentRequest {
  id: string;
  bodyHash: string;
}

export function findAnswer(id: string) {
  return getDatabase().sentAnswer.findUnique({ where: { id } });
}

/** @returns false where the request was taken up before */
export async function claimAnswer(request: SentRequest, createdAt: Date): Promise<boolean> {
  const { count } = await getDatabase().sentAnswer.createMany({
    data: [{ ...request, createdAt }],
    skipDuplicates: true,
  });
  return count === 1;
}

export async function saveAnswer(id: string, status: number, body: string): Promise<void> {
  await getDatabase().sentAnswer.updateMany({ where: { id }, data: { status, body } });
}

export async function deleteAnswer(id: string): Promise<void> {
  await getDatabase().sentAnswer.deleteMany({ where: { id } });
}

/** Answers, and requests whose process died, from before then. @returns how many */
export async function deleteAnswersBefore(oldest: Date): Promise<number> {
  const { count } = await getDatabase().sentAnswer.deleteMany({
    where: { createdAt: { lt: oldest } },
  });
  return count;
}
