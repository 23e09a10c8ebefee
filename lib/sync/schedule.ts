import type PgBoss from "pg-boss";

/** Every so many minutes, at the same minutes of each hour. */
export function toCron(everyMinutes: number): string {
  return everyMinutes === 1 ? "* * * * *" : `*/${everyMinutes} * * * *`;
}

/** Hours have no common divisor with odd intervals: those are rounded up to whole hours. */
function toSlowCron(everyMinutes: number): string {
  if (everyMinutes < 60) return toCron(everyMinutes);
  return `7 */${Math.min(23, Math.round(everyMinutes / 60))} * * *`;
}

/** Reads the analytics API at once and then on schedule. */
export async function scheduleAnalytics(boss: PgBoss, everyMinutes: number): Promise<void> {
  const once = { singletonKey: "*" };
  for (const name of ["sync-leaderboard", "sync-insights"] as const) {
    await boss.schedule(name, toSlowCron(everyMinutes), { scope: "*", trigger: "schedule" }, once);
    await boss.send(name, { scope: "*", trigger: "start" }, once);
  }
}

/** Reads the lists at once and then on schedule; but for accounts, everything else follows from them. */
export async function scheduleSync(
  boss: PgBoss,
  everyMinutes: number,
  accountsEveryMinutes: number,
): Promise<void> {
  const once = { singletonKey: "*" };
  await boss.schedule(
    "sync-directory",
    toCron(everyMinutes),
    { scope: "*", trigger: "schedule" },
    once,
  );
  await boss.schedule(
    "sync-accounts",
    toCron(accountsEveryMinutes),
    { scope: "*", trigger: "schedule" },
    once,
  );
  await boss.send("sync-directory", { scope: "*", trigger: "start" }, once);
  await boss.send("sync-accounts", { scope: "*", trigger: "start" }, once);
}
