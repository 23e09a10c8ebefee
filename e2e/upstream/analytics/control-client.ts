import type { Knobs } from "../litellm/knobs";
import type { LogReport } from "../litellm/request-log";
import type { Traps } from "./traps";

export interface AnalyticsTruth {
  totalUsd: number;
  tokens: number;
  people: number;
}

/** Drives a running stand-in of the analytics API over HTTP, from any process. */
export class AnalyticsControl {
  constructor(private readonly baseUrl: string) {}

  state(): Promise<{ now: string; traps: Traps }> {
    return this.call("GET", "/_control/state");
  }

  setKnobs(change: Partial<Knobs>): Promise<Knobs> {
    return this.call("POST", "/_control/knobs", change);
  }

  setTraps(change: Partial<Traps>): Promise<Traps> {
    return this.call("POST", "/_control/traps", change);
  }

  /** A night passes: from now on there is a newer leaderboard. */
  async computeLeaderboard(): Promise<void> {
    await this.call("POST", "/_control/leaderboard", {});
  }

  async reset(): Promise<void> {
    await this.call("POST", "/_control/reset", {});
  }

  log(): Promise<LogReport> {
    return this.call("GET", "/_control/log");
  }

  async clearLog(): Promise<void> {
    await this.call("POST", "/_control/log/clear", {});
  }

  /** What happened from `from` to before `to` (ISO times). */
  truth(range: { from: string; to: string; project?: string; email?: string }) {
    const query = new URLSearchParams(range).toString();
    return this.call<AnalyticsTruth>("GET", `/_control/truth?${query}`);
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, this.baseUrl), {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    // Both ends are this folder's code: the answer has the type the method declares.
    return JSON.parse(text) as T;
  }
}
