import type { Database } from "@/lib/db/client";
import { addDays, startOfDay, toIsoDay } from "@/lib/time";

export const BOARD_ID = "board-1";

interface SeedOptions {
  people: number;
  /** Projects by name, each with the places of its people. */
  projects: Readonly<Record<string, readonly number[]>>;
  zeroDimensions?: string[];
}

/** People, one rolling board with a score for each, and who works where. Person n has the address pn@example.com. */
export async function insertBoard(db: Database, options: SeedOptions): Promise<number[]> {
  const people = Array.from({ length: options.people }, (_, index) => ({
    identity: `p${index}@example.com`,
    userId: `user-${index}`,
    name: `Person ${index}`,
    alias: `Amber Otter ${String(index).padStart(4, "0")}`,
  }));
  const rows = await db.insightPerson.createManyAndReturn({ data: people });
  const ids = rows.map((row) => row.id);
  const at = new Date();
  await db.leaderboardSnapshot.create({
    data: {
      id: BOARD_ID,
      view: "current",
      periodLabel: "Current 30 days",
      isFinal: false,
      completedAt: at,
      zeroDimensions: options.zeroDimensions ?? [],
      readAt: at,
    },
  });
  await db.leaderboardEntry.createMany({
    data: ids.map((personId, index) => ({
      snapshotId: BOARD_ID,
      personId,
      rank: index + 1,
      previousRank: index + 2,
      score: 90 - index,
      previousScore: 88 - index,
      tier: index < 3 ? "pioneer" : "expert",
      intent: index % 2 === 0 ? "developer" : "explorer",
      ...{ d1: 50, d2: 40, d3: 30, d4: 20, d5: 90 - index, d6: 0 },
      spendUsd: 100 - index,
    })),
  });
  await db.projectPerson.createMany({
    data: Object.entries(options.projects).flatMap(([projectName, places]) =>
      places.flatMap((place) => {
        const personId = ids[place];
        return personId === undefined ? [] : [{ projectName, personId }];
      }),
    ),
  });
  await markAnalyticsRead(db, at);
  return ids;
}

export async function markAnalyticsRead(db: Database, at: Date): Promise<void> {
  for (const kind of ["leaderboard", "insights"] as const) {
    const state = { lastOkAt: at, lastAttemptAt: at };
    await db.snapshotState.upsert({
      where: { tenantId_kind: { tenantId: "*", kind } },
      create: { tenantId: "*", kind, ...state },
      update: state,
    });
  }
}

/** Person n spends n + 1 dollars a day, a quarter of it on the command line, for 60 days. */
export async function insertActivity(db: Database, ids: readonly number[]): Promise<void> {
  const today = toIsoDay(new Date());
  const days = Array.from({ length: 60 }, (_, index) => startOfDay(addDays(today, -index)));
  const projects: Record<number, string> = { 0: "atlas", 1: "atlas", 2: "cedar", 3: "" };
  await db.personActivity.createMany({
    data: days.flatMap((startsAt) =>
      Object.entries(projects).map(([place, projectName]) => {
        const usd = Number(place) + 1;
        return {
          ...{ projectName, grain: "day" as const, startsAt, personId: ids[Number(place)] ?? 0 },
          ...{ assistantUsd: usd / 2, workflowUsd: usd / 8, datasourceUsd: 0, cliUsd: usd / 4 },
          ...{ totalUsd: usd, assistantTokens: 10, workflowTokens: 5, datasourceTokens: 0 },
          totalTokens: 100,
        };
      }),
    ),
  });
  await db.activityCoverage.createMany({
    data: days.map((startsAt) => ({ grain: "day", startsAt, readAt: new Date(), isOver: true })),
  });
}
