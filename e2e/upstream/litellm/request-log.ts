export interface LoggedRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  /** What a POST sent; undefined for a GET. */
  body?: unknown;
  /** null: the connection ended without an answer. */
  status: number | null;
  at: string;
  durationMs: number;
}

export interface LogReport {
  total: number;
  countsByPath: Record<string, number>;
  countsByStatus: Record<string, number>;
  inFlight: number;
  maxConcurrency: number;
  /** The newest entries, oldest first. */
  entries: LoggedRequest[];
}

const KEPT_ENTRIES = 5_000;

/** Never keeps headers, and masks keys that were put into the URL. */
export class RequestLog {
  private entries: LoggedRequest[] = [];
  private total = 0;
  private countsByPath = new Map<string, number>();
  private countsByStatus = new Map<string, number>();
  private inFlight = 0;
  private maxConcurrency = 0;

  /** Returns what to call when the request is over. */
  start(method: string, url: URL, body?: unknown): (status: number | null) => void {
    const startedAt = Date.now();
    this.total += 1;
    this.inFlight += 1;
    this.maxConcurrency = Math.max(this.maxConcurrency, this.inFlight);
    this.countsByPath.set(url.pathname, (this.countsByPath.get(url.pathname) ?? 0) + 1);
    const entries = [...url.searchParams].map(([name, value]): [string, string] => [
      name,
      value.startsWith("sk-") ? "sk-***" : value,
    ]);
    const entry: LoggedRequest = {
      method,
      path: url.pathname,
      query: Object.fromEntries(entries),
      ...(body === undefined ? {} : { body }),
      status: null,
      at: new Date(startedAt).toISOString(),
      durationMs: 0,
    };
    this.entries.push(entry);
    if (this.entries.length > KEPT_ENTRIES) this.entries = this.entries.slice(-KEPT_ENTRIES / 2);
    return (status) => {
      this.inFlight -= 1;
      entry.status = status;
      entry.durationMs = Date.now() - startedAt;
      const name = String(status);
      this.countsByStatus.set(name, (this.countsByStatus.get(name) ?? 0) + 1);
    };
  }

  report(): LogReport {
    return {
      total: this.total,
      countsByPath: Object.fromEntries(this.countsByPath),
      countsByStatus: Object.fromEntries(this.countsByStatus),
      inFlight: this.inFlight,
      maxConcurrency: this.maxConcurrency,
      entries: this.entries,
    };
  }

  clear(): void {
    this.entries = [];
    this.total = 0;
    this.countsByPath.clear();
    this.countsByStatus.clear();
    this.maxConcurrency = this.inFlight;
  }
}
