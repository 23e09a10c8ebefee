import { mcpModel, type CatalogModel } from "./catalog";
import { NO_COUNTS, subtractCounts, takeCounts } from "./counts";
import { DAY_MS, HOUR_MS } from "./days";
import type { Counts, KeyRecord, UsageFact } from "./model";
import { Random, mixed } from "./random";
import type { SeedOptions } from "./seed-tenants";

const WEEKDAY = [0.28, 1.08, 1.12, 1.1, 1.05, 0.95, 0.35] as const;
const SPIKE_DAYS_AGO = [21, 20, 19] as const;
const SPIKE_FACTOR = [3.5, 7, 2.5] as const;

const calendarCache = new Map<number, number>();

/** Weekday, month-end rush, quiet August. */
function calendarShape(day: number): number {
  const known = calendarCache.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY_MS);
  const dayOfMonth = date.getUTCDate();
  const monthEnd = dayOfMonth >= 26 || dayOfMonth <= 3 ? 1.14 : 0.95;
  const season = date.getUTCMonth() === 7 ? 0.86 : 1;
  const shape = (WEEKDAY[date.getUTCDay()] ?? 1) * monthEnd * season;
  calendarCache.set(day, shape);
  return shape;
}

/** The calendar, and steady growth up to the anchor day. */
function shapeOf(options: SeedOptions, key: KeyRecord, day: number): number {
  const age = Math.min(1, Math.max(0, (options.anchorDay - day) / 400));
  return calendarShape(day) * (1 - 0.55 * age) * spikeOf(options, key, day);
}

function spikeOf(options: SeedOptions, key: KeyRecord, day: number): number {
  if (key.homeTenant?.role !== "spike") return 1;
  const position = SPIKE_DAYS_AGO.findIndex((daysAgo) => options.anchorDay - daysAgo === day);
  return SPIKE_FACTOR[position] ?? 1;
}

function isActive(key: KeyRecord, day: number): boolean {
  const dayEndMs = (day + 1) * DAY_MS;
  if (dayEndMs <= key.createdAtMs) return false;
  if (key.deletedAtMs !== null && key.deletedAtMs <= day * DAY_MS) return false;
  const lastDay = key.homeTenant?.lastDay ?? null;
  return lastDay === null || day <= lastDay;
}

function countsFor(key: KeyRecord, model: CatalogModel, requests: number, random: Random): Counts {
  const { profile } = key;
  const failed = Math.min(requests, Math.floor(requests * profile.failureShare + random.next()));
  const succeeded = requests - failed;
  const prompt = Math.round(
    succeeded * profile.promptTokensPerRequest * random.between(0.88, 1.12),
  );
  const isChat = model.mode === "chat";
  const caches = isChat && model.rates !== null && model.provider !== "ollama";
  const completion = succeeded * profile.completionTokensPerRequest * random.between(0.85, 1.15);
  const readShare = profile.cacheReadShare * random.between(0.93, 1.05);
  return {
    requests,
    failed,
    promptTokens: prompt,
    completionTokens: isChat ? Math.round(completion) : 0,
    cacheReadTokens: caches ? Math.floor(prompt * readShare) : 0,
    cacheCreationTokens: caches ? Math.floor(prompt * profile.cacheWriteShare) : 0,
  };
}

/** Some batches are flushed hours after their day: all of a fact, or its tail. */
function withLateParts(fact: UsageFact, random: Random): UsageFact[] {
  const draw = random.next();
  const lateUntilMs = (fact.day + 1) * DAY_MS + random.between(2, 30) * HOUR_MS;
  if (draw < 0.02) return [{ ...fact, lateUntilMs }];
  if (draw > 0.07 || fact.counts.requests < 5) return [fact];
  const early = takeCounts(fact.counts, Math.floor(fact.counts.requests * 0.8));
  const late = subtractCounts(fact.counts, early);
  return [
    { ...fact, counts: early },
    { ...fact, counts: late, lateUntilMs },
  ];
}

function mcpFact(key: KeyRecord, day: number, tool: string, random: Random): UsageFact {
  const requests = random.whole(2, 20);
  const counts: Counts = { ...NO_COUNTS, requests };
  return factOf(key, day, { model: mcpModel(tool), endpoint: "/mcp/call_tool" }, [], counts, tool);
}

function factOf(
  key: KeyRecord,
  day: number,
  route: { model: CatalogModel; endpoint: string },
  channels: readonly string[],
  counts: Counts,
  mcpTool: string | null = null,
): UsageFact {
  return {
    day,
    key,
    model: route.model,
    endpoint: route.endpoint,
    mcpTool,
    channels,
    otherTags: key.profile.serverTags,
    counts,
    lateUntilMs: null,
    given: null,
  };
}

/** Everything the key did on the day, whenever it became visible. Same input, same facts. */
export function createFacts(options: SeedOptions, key: KeyRecord, day: number): UsageFact[] {
  if (!isActive(key, day) || key.profile.requestsPerDay === 0) return [];
  const random = new Random(mixed(options.seed, key.index, day));
  const requests = key.profile.requestsPerDay * shapeOf(options, key, day) * random.logNormal(0.16);
  const facts: UsageFact[] = [];
  for (const route of key.profile.routes) {
    for (const { channels, share } of key.profile.channelSets) {
      const count = Math.floor(requests * route.share * share + random.next());
      if (count === 0) continue;
      const counts = countsFor(key, route.model, count, random);
      facts.push(...withLateParts(factOf(key, day, route, channels, counts), random));
    }
  }
  const tool = key.profile.mcpTool;
  if (tool !== null && random.chance(0.6)) facts.push(mcpFact(key, day, tool, random));
  return facts;
}
