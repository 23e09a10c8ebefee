import { mixed, Random } from "../litellm/random";
import { listSeedPeople, PEOPLE_COUNT, PROJECT_NAMES, type SeedPerson } from "../people";

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 1_440;

/** Places of a burst that are not in PROJECT_NAMES. */
export const PERSONAL_PROJECT = -1;
export const NO_PROJECT = -2;

/** One spell of work of one person. Money in whole micro-USD, so that sums are exact in any order. */
export interface Burst {
  person: number;
  /** Place in PROJECT_NAMES, PERSONAL_PROJECT or NO_PROJECT. */
  project: number;
  /** Minute of the UTC day. */
  minute: number;
  assistantMicroUsd: number;
  workflowMicroUsd: number;
  datasourceMicroUsd: number;
  cliMicroUsd: number;
  inputTokens: number;
  cacheReadTokens: number;
  cacheCreationTokens: number;
  outputTokens: number;
  messages: number;
  workflowRuns: number;
  prompts: number;
  linesAdded: number;
  linesRemoved: number;
  /** Decides names: assistant, workflow, model, tool, repository. */
  pick: number;
}

export interface Window {
  fromMs: number;
  /** Not included. */
  toMs: number;
}

export interface WorldOptions {
  people?: number;
  /** How many of PROJECT_NAMES are worked in; all when missing. */
  projects?: number;
  seed?: number;
  /** Nothing happened before this many days ago. */
  days?: number;
  nowMs: () => number;
}

/** What everybody did, made day by day when it is first asked for; the same every time. */
export class World {
  readonly people: readonly SeedPerson[];
  private readonly byDay = new Map<number, readonly Burst[]>();
  private readonly levels: Float64Array;
  private readonly seed: number;
  private readonly firstDay: number;
  private readonly nowMs: () => number;
  private readonly projects: number;

  constructor(options: WorldOptions) {
    this.seed = options.seed ?? 20_261;
    this.nowMs = options.nowMs;
    this.projects = options.projects ?? PROJECT_NAMES.length;
    this.people = listSeedPeople(options.people ?? PEOPLE_COUNT);
    this.firstDay = Math.floor(options.nowMs() / DAY_MS) - (options.days ?? 396);
    this.levels = Float64Array.from(this.people, (_, index) => {
      // The first people sign in to the demo: they should have something to see.
      const drawn = new Random(mixed(this.seed, 0x1e, index)).next() ** 3;
      return index < 8 ? 0.75 : drawn;
    });
  }

  isCliUser(person: number): boolean {
    return person < 8 || mixed(this.seed, 0xc1, person) % 100 < 20;
  }

  /** Bursts in the window, none from the future. */
  *select(window: Window): Generator<Burst> {
    const toMs = Math.min(window.toMs, this.nowMs());
    const firstDay = Math.max(this.firstDay, Math.floor(window.fromMs / DAY_MS));
    for (let day = firstDay; day * DAY_MS < toMs; day += 1) {
      const fromMinute = (window.fromMs - day * DAY_MS) / MINUTE_MS;
      const toMinute = (toMs - day * DAY_MS) / MINUTE_MS;
      const isWhole = fromMinute <= 0 && toMinute >= MINUTES_PER_DAY;
      for (const burst of this.burstsOf(day)) {
        if (isWhole || (burst.minute >= fromMinute && burst.minute < toMinute)) yield burst;
      }
    }
  }

  projectName(burst: Burst): string {
    if (burst.project === NO_PROJECT) return "";
    if (burst.project === PERSONAL_PROJECT) return this.people[burst.person]?.email ?? "";
    return PROJECT_NAMES[burst.project] ?? "";
  }

  private burstsOf(day: number): readonly Burst[] {
    const known = this.byDay.get(day);
    if (known) return known;
    const bursts: Burst[] = [];
    const isWeekend = (day + 4) % 7 === 0 || (day + 4) % 7 === 6;
    for (let person = 0; person < this.people.length; person += 1) {
      const chance = (0.03 + 0.55 * (this.levels[person] ?? 0)) * (isWeekend ? 0.15 : 1);
      if ((mixed(this.seed, day, person) >>> 8) / 0x1000000 >= chance) continue;
      this.addBursts(bursts, person, day);
    }
    this.byDay.set(day, bursts);
    return bursts;
  }

  private addBursts(bursts: Burst[], person: number, day: number): void {
    const random = new Random(mixed(this.seed, 0xb5, person, day));
    const count = 1 + (random.chance(0.5) ? 1 : 0) + (random.chance(0.2) ? 1 : 0);
    for (let index = 0; index < count; index += 1) {
      bursts.push(this.makeBurst(random, person));
    }
  }

  private makeBurst(random: Random, person: number): Burst {
    const level = this.levels[person] ?? 0;
    const isCli = this.isCliUser(person) && random.chance(0.6);
    const isWorkflow = !isCli && random.chance(0.15);
    const hasDatasource = !isCli && random.chance(0.05);
    const size = (0.2 + level * 3) * random.logNormal(0.7);
    const micro = (usd: number) => Math.round(usd * size * 1e6);
    const tokens = (count: number) => Math.round(count * size);
    return {
      person,
      project: this.drawProject(random, person),
      minute: toWorkMinute(random),
      assistantMicroUsd: isCli || isWorkflow ? 0 : micro(0.08),
      workflowMicroUsd: isWorkflow ? micro(0.15) : 0,
      datasourceMicroUsd: hasDatasource ? micro(0.02) : 0,
      cliMicroUsd: isCli ? micro(0.9) : 0,
      inputTokens: tokens(isCli ? 60_000 : 9_000),
      cacheReadTokens: tokens(isCli ? 900_000 : 4_000),
      cacheCreationTokens: tokens(isCli ? 40_000 : 0),
      outputTokens: tokens(isCli ? 12_000 : 1_800),
      messages: isCli || isWorkflow ? 0 : random.whole(1, 14),
      workflowRuns: isWorkflow ? random.whole(1, 4) : 0,
      prompts: isCli ? Math.ceil(random.logNormal(1.1) * 6) : 0,
      linesAdded: isCli ? Math.round(size * random.between(10, 160)) : 0,
      linesRemoved: isCli ? Math.round(size * random.between(0, 90)) : 0,
      pick: random.whole(0, 0x7fffffff),
    };
  }

  private drawProject(random: Random, person: number): number {
    if (random.chance(0.06)) return PERSONAL_PROJECT;
    if (random.chance(0.02)) return NO_PROJECT;
    const places = this.people[person]?.projectIndexes ?? [0];
    return (random.chance(0.8) ? (places[0] ?? 0) : random.pick(places)) % this.projects;
  }
}

/** Mostly between 7 and 18 UTC. */
function toWorkMinute(random: Random): number {
  const isLate = random.chance(0.12);
  if (isLate) return random.whole(0, MINUTES_PER_DAY - 1);
  return Math.floor(7 * 60 + ((random.next() + random.next()) / 2) * 11 * 60);
}
