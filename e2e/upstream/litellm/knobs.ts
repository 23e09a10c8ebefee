import { EventEmitter, once } from "node:events";
import { z } from "zod";
import { Random } from "./random";

export const errorKindSchema = z.enum([
  "401",
  "429",
  "500",
  "502",
  "503",
  "504",
  "html",
  "reset",
  "timeout",
  "truncate",
  "malformed",
  "wrong-types",
]);
export type ErrorKind = z.output<typeof errorKindSchema>;

export const knobsSchema = z.strictObject({
  /** A fixed delay, or a log-normal one given by its median and 95th percentile. */
  latencyMs: z.union([
    z.number().nonnegative(),
    z.strictObject({ p50: z.number().positive(), p95: z.number().positive() }),
  ]),
  errorRate: z.number().min(0).max(1),
  errorKind: errorKindSchema,
  /** How far the `Date` header is ahead of the time by which everything else goes. */
  dateOffsetMs: z.number(),
  /** Sent as `Retry-After` with error statuses. */
  retryAfterSeconds: z.number().nonnegative().nullable(),
  /** Regular expression on the path; all other knobs act only where it matches. */
  pathPattern: z.string().nullable(),
  /** So many matching requests fail, the next ones are answered. Counts down. */
  failFirst: z.int().nonnegative(),
  pageDrift: z.boolean(),
  /** How many more times a page past the first is shifted; null: each time. */
  pageDriftTimes: z.int().nonnegative().nullable(),
  /** Pages past the first repeat the content of the first. */
  duplicatePage: z.boolean(),
  absurd: z.boolean(),
  numbersAsStrings: z.boolean(),
  /** Every connection is destroyed. */
  down: z.boolean(),
  /** The proxy runs, its database does not. */
  databaseDown: z.boolean(),
  /** What was asked is done, and the answer kept back until this is false again. */
  isHeld: z.boolean(),
});

export type Knobs = z.output<typeof knobsSchema>;

export const QUIET_KNOBS: Readonly<Knobs> = {
  latencyMs: 0,
  errorRate: 0,
  errorKind: "500",
  dateOffsetMs: 0,
  retryAfterSeconds: null,
  pathPattern: null,
  failFirst: 0,
  pageDrift: false,
  pageDriftTimes: null,
  duplicatePage: false,
  absurd: false,
  numbersAsStrings: false,
  down: false,
  databaseDown: false,
  isHeld: false,
};

export class KnobBoard {
  private knobs: Knobs = { ...QUIET_KNOBS };
  private random: Random = new Random(1);
  private readonly events = new EventEmitter().setMaxListeners(0);
  private heldCount = 0;

  get current(): Readonly<Knobs> {
    return this.knobs;
  }

  set(change: Partial<Knobs>): void {
    if (change.pathPattern != null) new RegExp(change.pathPattern);
    this.knobs = { ...this.knobs, ...change };
    if (!this.knobs.isHeld) this.events.emit("release");
  }

  reset(): void {
    this.knobs = { ...QUIET_KNOBS };
    this.random = new Random(1);
    this.events.emit("release");
  }

  /** Waits while answers are kept back. */
  async hold(knobs: Readonly<Knobs>): Promise<void> {
    if (!knobs.isHeld) return;
    this.heldCount += 1;
    this.events.emit("held");
    await once(this.events, "release");
    this.heldCount -= 1;
  }

  /** Until so many answers are kept back. */
  async untilHeld(count: number): Promise<void> {
    while (this.heldCount < count) await once(this.events, "held");
  }

  /** The knobs that act on this path: all of them or none. */
  forPath(path: string): Readonly<Knobs> {
    const { pathPattern } = this.knobs;
    return pathPattern === null || new RegExp(pathPattern).test(path) ? this.knobs : QUIET_KNOBS;
  }

  drawLatencyMs(knobs: Readonly<Knobs>): number {
    const { latencyMs } = knobs;
    if (typeof latencyMs === "number") return latencyMs;
    const sigma = Math.log(latencyMs.p95 / latencyMs.p50) / 1.645;
    return latencyMs.p50 * this.random.logNormal(Math.max(0, sigma));
  }

  drawFault(knobs: Readonly<Knobs>): ErrorKind | null {
    if (knobs.failFirst > 0) {
      this.knobs = { ...this.knobs, failFirst: this.knobs.failFirst - 1 };
      return knobs.errorKind;
    }
    return knobs.errorRate > 0 && this.random.chance(knobs.errorRate) ? knobs.errorKind : null;
  }

  /** Whether this page is to be shifted; uses up one of the allowed times. */
  takeDrift(knobs: Readonly<Knobs>): boolean {
    if (!knobs.pageDrift || knobs.pageDriftTimes === 0) return false;
    if (knobs.pageDriftTimes !== null) {
      this.knobs = { ...this.knobs, pageDriftTimes: knobs.pageDriftTimes - 1 };
    }
    return true;
  }
}
