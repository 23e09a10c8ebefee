import pLimit from "p-limit";
import { z } from "zod";
import type { StandInProcess } from "@/e2e/stand-in-process";
import { listDays, type DayRange } from "@/lib/time";

const pageSchema = z.object({ metadata: z.object({ has_more: z.boolean() }) });

/** How usage is often read: one request a tenant and day, further pages where a day has them. */
export async function readUsageNaively(
  standIn: StandInProcess,
  range: DayRange,
  concurrency: number,
): Promise<{ seconds: number }> {
  const { tenants } = await standIn.control.state();
  const limit = pLimit(concurrency);
  const readDay = async (teamId: string, day: string) => {
    for (let page = 1; ; page += 1) {
      const query = new URLSearchParams({
        team_ids: teamId,
        start_date: day,
        end_date: day,
        page: String(page),
        page_size: "1000",
      });
      const response = await fetch(`${standIn.url}/team/daily/activity?${query.toString()}`, {
        headers: { authorization: `Bearer ${standIn.masterKey}` },
      });
      if (!response.ok) throw new Error(`/team/daily/activity: ${response.status}`);
      if (!pageSchema.parse(await response.json()).metadata.has_more) return;
    }
  };
  const startedAt = performance.now();
  await Promise.all(
    tenants.flatMap(({ teamId }) =>
      listDays(range).map((day) => limit(() => readDay(teamId, day))),
    ),
  );
  return { seconds: (performance.now() - startedAt) / 1000 };
}
