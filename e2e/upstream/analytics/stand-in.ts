import { KnobBoard } from "../litellm/knobs";
import { RequestLog } from "../litellm/request-log";
import { Leaderboards } from "./leaderboard";
import type { Keys } from "./routes";
import { NO_TRAPS, type Traps } from "./traps";
import { World } from "./world";

export interface AnalyticsOptions {
  /** 0: any free port. */
  port?: number;
  host?: string;
  adminKey?: string;
  userKey?: string;
  people?: number;
  projects?: number;
  seed?: number;
  /** Days of history. */
  days?: number;
  now?: () => number;
}

/** What one server holds. */
export class StandIn {
  readonly keys: Keys;
  readonly knobs = new KnobBoard();
  readonly log = new RequestLog();
  readonly world: World;
  readonly leaderboards: Leaderboards;
  readonly now: () => number;
  private current: Readonly<Traps> = NO_TRAPS;
  private boardPages = 0;

  constructor(options: AnalyticsOptions) {
    this.keys = {
      admin: options.adminKey ?? "analytics-standin-admin",
      user: options.userKey ?? "analytics-standin-user",
    };
    this.now = options.now ?? Date.now;
    this.world = new World({ ...options, nowMs: this.now });
    this.leaderboards = new Leaderboards(this.world.people, this.now);
  }

  get traps(): Readonly<Traps> {
    return this.current;
  }

  setTraps(change: Partial<Traps>): void {
    this.current = { ...this.current, ...change };
    this.boardPages = 0;
    this.leaderboards.zeroDimension = this.current.zeroDimension;
    if (this.current.switchSnapshotAfter === null) return;
    this.leaderboards.extraNights = 0;
  }

  /** A night passes: from now on there is a newer leaderboard. */
  computeLeaderboard(): void {
    this.leaderboards.extraNights += 1;
  }

  /** Counts pages of the leaderboard, after some of which a newer one may appear. */
  notePage(path: string): void {
    const after = this.current.switchSnapshotAfter;
    if (after === null || !path.endsWith("/leaderboard/entries")) return;
    this.boardPages += 1;
    if (this.boardPages === after + 1) this.computeLeaderboard();
  }

  reset(): void {
    this.current = NO_TRAPS;
    this.boardPages = 0;
    this.leaderboards.zeroDimension = null;
    this.leaderboards.extraNights = 0;
    this.knobs.reset();
    this.log.clear();
  }
}
