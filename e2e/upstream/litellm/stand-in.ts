import type { AccessKeys } from "./auth";
import { PEOPLE_COUNT } from "../people";
import { Clock } from "./clock";
import { CustomerStore } from "./customer-store";
import { dayNumberOf, parseDay } from "./days";
import { KnobBoard } from "./knobs";
import { RequestLog } from "./request-log";
import { Store } from "./store";
import { featuresOf, type Features } from "./version";

export interface LiteLLMOptions {
  /** 0: any free port. */
  port?: number;
  host?: string;
  version?: string;
  masterKey?: string;
  userKey?: string;
  seed?: number;
  tenants?: number;
  agentsPerTenant?: number;
  /** Length of the history, counted back from the day the server starts. */
  days?: number;
  /** The day the history is made for ("YYYY-MM-DD"); fix it to get the same past after a restart. */
  anchorDay?: string;
  /** False: from 1.83.10 the proxy drops the tags callers send. */
  allowClientTags?: boolean;
  /** How many people have customers; 12,000 when missing. */
  people?: number;
  /** True: nobody lacks one of the three accounts. */
  hasEveryAccount?: boolean;
  now?: () => number;
}

/** What one server holds; `reset` brings back the state of its start. */
export class StandIn {
  readonly keys: AccessKeys;
  readonly knobs = new KnobBoard();
  readonly log = new RequestLog();
  readonly clock: Clock;
  store: Store;
  customers: CustomerStore;
  version: string;
  allowsClientTags: boolean;
  private readonly anchorDay: number;

  constructor(private readonly options: LiteLLMOptions) {
    this.keys = {
      admin: options.masterKey ?? "sk-standin-admin",
      viewer: "sk-standin-viewer",
      user: options.userKey ?? "sk-standin-user",
    };
    this.clock = new Clock(options.now ?? Date.now);
    this.anchorDay =
      options.anchorDay === undefined
        ? dayNumberOf(this.clock.nowMs())
        : parseDay(options.anchorDay);
    this.version = options.version ?? "1.93.0";
    this.allowsClientTags = options.allowClientTags ?? true;
    this.store = this.createStore();
    this.customers = this.createCustomers();
  }

  get features(): Features {
    return featuresOf(this.version);
  }

  get keepsChannelTags(): boolean {
    return this.allowsClientTags || !this.features.stripsClientTags;
  }

  reset(): void {
    this.clock.reset();
    this.knobs.reset();
    this.log.clear();
    this.version = this.options.version ?? "1.93.0";
    this.allowsClientTags = this.options.allowClientTags ?? true;
    this.store = this.createStore();
    this.customers = this.createCustomers();
  }

  private createCustomers(): CustomerStore {
    const { people = PEOPLE_COUNT, hasEveryAccount = false } = this.options;
    return new CustomerStore({ anchorDay: this.anchorDay, people, hasEveryAccount }, this.clock);
  }

  private createStore(): Store {
    const { seed = 20_261, tenants = 12, agentsPerTenant, days = 400 } = this.options;
    const size = { seed, tenants, days, anchorDay: this.anchorDay };
    const agents = agentsPerTenant === undefined ? {} : { agentsPerTenant };
    return new Store({ ...size, ...agents }, this.clock);
  }
}
