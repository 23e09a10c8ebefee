/** Batches of spend reach the database a little after the request. */
const WRITE_LAG_MS = 15_000;
const MINUTE_MS = 60_000;

export class Clock {
  private frozenAtMs: number | null = null;
  private offsetMs = 0;

  constructor(private readonly source: () => number) {}

  nowMs(): number {
    return (this.frozenAtMs ?? this.source()) + this.offsetMs;
  }

  /** The newest moment whose usage is in the database; moves in whole minutes. */
  writtenUntilMs(): number {
    return Math.floor((this.nowMs() - WRITE_LAG_MS) / MINUTE_MS) * MINUTE_MS;
  }

  freeze(atMs: number): void {
    this.frozenAtMs = atMs;
    this.offsetMs = 0;
  }

  advance(ms: number): void {
    this.offsetMs += ms;
  }

  reset(): void {
    this.frozenAtMs = null;
    this.offsetMs = 0;
  }
}
