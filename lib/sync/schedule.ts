import type PgBoss from "pg-boss";

/** Every so many minutes, at the same minutes of each hour. */
export function toCron(everyMinutes: number): string {
  return everyMinutes === 1 ? "* * * * *" : `*/${everyMinutes} * * * *`;
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
