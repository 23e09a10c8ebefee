import { CATALOG } from "./catalog";
import { NO_COUNTS } from "./counts";
import { dayNumberOf, parseDay } from "./days";
import { parseCsv } from "./query";
import type { Store } from "./store";

/**
 * Adds one small row before everything the reader has seen, so that later offsets shift by one.
 * The usage is real from then on: truth and every later reading contain it.
 */
export function insertDriftRow(store: Store, query: URLSearchParams): void {
  const teamIds = parseCsv(query, "team_ids");
  const today = dayNumberOf(store.clock.nowMs());
  const day = Math.min(today, parseDay(query.get("end_date") ?? ""));
  const keys = store
    .keysWithUsageIn(teamIds)
    .filter((key) => key.deletedAtMs === null && isIn(teamIds, key.teams.at(-1)?.teamId ?? null));
  const number = store.addedOn(day).length;
  const key = keys[number % keys.length];
  const model = CATALOG[Math.floor(number / keys.length) % CATALOG.length];
  if (key === undefined || model === undefined || Number.isNaN(day)) return;
  const tags = [...(parseCsv(query, "tags") ?? ["env:prod"])];
  const isChannel = (tag: string): boolean => tag.startsWith("channel:");
  store.addUsage(
    {
      day,
      key,
      model,
      endpoint: "/v1/batches",
      mcpTool: null,
      channels: tags.filter(isChannel).map((tag) => tag.slice("channel:".length)),
      otherTags: tags.filter((tag) => !isChannel(tag)),
      counts: { ...NO_COUNTS, requests: 1, promptTokens: 120, completionTokens: 40 },
      lateUntilMs: null,
    },
    key.teams.at(-1)?.teamId ?? null,
    1_250_000_000n,
  );
}

function isIn(teamIds: ReadonlySet<string> | null, teamId: string | null): boolean {
  return teamIds === null || (teamId !== null && teamIds.has(teamId));
}
