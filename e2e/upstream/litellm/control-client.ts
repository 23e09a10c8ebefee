import type { Knobs } from "./knobs";
import type { Mutation } from "./mutations";
import type { LogReport } from "./request-log";
import type { Truth } from "./truth";

export interface StandInState {
  version: string;
  allowClientTags: boolean;
  now: string;
  firstDay: string;
  tenants: { teamId: string; alias: string; organizationId: string | null; role: string }[];
}

/** Drives a running stand-in over HTTP, from any process. */
export class LiteLLMControl {
  constructor(private readonly baseUrl: string) {}

  knobs(): Promise<Knobs> {
    return this.call("GET", "/_control/knobs");
  }

  setKnobs(change: Partial<Knobs>): Promise<Knobs> {
    return this.call("POST", "/_control/knobs", change);
  }

  /** Comes back once so many answers are kept back (`isHeld`). */
  async untilHeld(count: number): Promise<void> {
    await this.call("GET", `/_control/held?count=${count}`);
  }

  /** Data, knobs, clock, log, version: everything as it was at the start. */
  async reset(): Promise<void> {
    await this.call("POST", "/_control/reset", {});
  }

  async mutate(change: Mutation): Promise<void> {
    await this.call("POST", "/_control/mutate", change);
  }

  setSettings(settings: { version?: string; allowClientTags?: boolean }): Promise<StandInState> {
    return this.call("POST", "/_control/settings", settings);
  }

  state(): Promise<StandInState> {
    return this.call("GET", "/_control/state");
  }

  log(): Promise<LogReport> {
    return this.call("GET", "/_control/log");
  }

  async clearLog(): Promise<void> {
    await this.call("POST", "/_control/log/clear", {});
  }

  /** Both days included; without a team, everything. */
  truth(range: { teamId?: string; startDate: string; endDate: string }): Promise<Truth> {
    const query = new URLSearchParams({ start_date: range.startDate, end_date: range.endDate });
    if (range.teamId !== undefined) query.set("team_id", range.teamId);
    return this.call("GET", `/_control/truth?${query.toString()}`);
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
