import { toQuestionRange } from "@/lib/analytics/question";
import { EVERY_PROJECT } from "@/lib/analytics/schema";
import { readPeopleIds } from "../analytics/insight-person-store";
import { replaceTables } from "../analytics/insight-store";
import {
  evictQuestions,
  findQuestion,
  listUpstreamIds,
  markQuestionRead,
} from "../analytics/question-store";
import { toAskedUntil } from "../analytics/plan-insights";
import { readTables } from "../analytics/read-tables";
import type { Job } from "../job";

const BYTES_PER_MB = 1_048_576;

/**
 * Reads what a page asked for and the scheduled tables cannot answer: the tables of one area for some
 * people, another time or another project. What is read stays under its question until room is needed.
 */
export const readInsights: Job = {
  name: "read-insights",
  scope: "question",
  reads: "analytics",
  pollSeconds: 0.5,
  batchSize: 2,
  retries: 0,
  async work(context, run) {
    const question = await findQuestion(context.db, run.scope);
    if (!question) return;
    const { area, projectNames, personIds } = question;
    const readAt = context.now();
    const window = toQuestionRange(question, toAskedUntil(readAt));
    const filter = {
      ...(projectNames && { projects: projectNames }),
      ...(personIds && { users: await listUpstreamIds(context.db, personIds) }),
    };
    const read = await readTables(
      context,
      run,
      { areas: [area], window, filter },
      run.reportProgress,
    );
    await run.write(async (tx) => {
      const where = { projectName: EVERY_PROJECT, key: run.scope, window, readAt };
      await replaceTables(tx, { ...where, ...read }, await readPeopleIds(tx));
      await markQuestionRead(tx, run.scope, window, readAt);
      await evictQuestions(tx, context.settings.ANALYTICS_ON_DEMAND_MB * BYTES_PER_MB);
    });
  },
};
