import type { DayRange } from "@/lib/time";
import { createAdaptiveLimit } from "../adaptive-limit";
import { createUpstreamHttp, type UpstreamHttp } from "../http";
import { findCallerRole, type CallerRole } from "./caller";
import { readCustomerActivity } from "./customer-activity";
import {
  completeBudgetRows,
  listCustomers,
  readCustomer,
  type CustomerListOptions,
} from "./customers";
import { readHealth } from "./health";
import { listModelPrices } from "./prices";
import type { Reading, ReadOptions } from "./reading";
import type {
  BudgetRowRecord,
  CustomerActivityRead,
  CustomerList,
  CustomerReading,
  HealthRecord,
  ModelPriceRecord,
  WholeRead,
} from "./records";
import { createOrganizationTenants } from "./tenants-by-organization";
import { createTeamTenants, type TenantReader } from "./tenants-by-team";

const CUSTOMER_CONCURRENCY = 25;

export interface LiteLLMClientOptions {
  baseUrl: string;
  /** A proxy_admin key. */
  apiKey: string;
  /** For one attempt of one request. */
  timeoutMs: number;
  /** Requests in flight at once. */
  concurrency: number;
  /** What a tenant is; a team when missing. */
  tenantEntity?: "team" | "organization";
  /** Rows a page of daily activity; the lists of teams and keys never ask for more than 100. */
  pageSize: number;
  /** Reads of single customers at once, at most; fewer while LiteLLM is busy. 25 when missing. */
  customerConcurrency?: number;
  maxAttempts?: number;
  retryBaseDelayMs?: number;
  maxRetryDelayMs?: number;
  /** The clock that dates what is read; this process's when missing. */
  clock?: () => Date;
  /** Calls off every read. */
  signal?: AbortSignal;
}

/** Reads LiteLLM. Every read is whole or throws an UpstreamError. */
export interface LiteLLMClient extends TenantReader {
  listModelPrices(options?: ReadOptions): Promise<WholeRead<ModelPriceRecord>>;
  /** One answer for all customers; see `listCustomers` in customers.ts. */
  listCustomers(options?: CustomerListOptions): Promise<CustomerList>;
  readCustomer(customerId: string, options?: ReadOptions): Promise<CustomerReading>;
  completeBudgetRows(
    rows: readonly BudgetRowRecord[],
    options?: ReadOptions,
  ): Promise<readonly BudgetRowRecord[]>;
  /** What customers spent by UTC day, model and agent. */
  readCustomerActivity(
    customerIds: readonly string[],
    range: DayRange,
    options?: ReadOptions,
  ): Promise<CustomerActivityRead>;
  /** Never retried; throws only when nothing answers. */
  readHealth(options?: ReadOptions): Promise<HealthRecord>;
}

export function createLiteLLMHttp(options: LiteLLMClientOptions): UpstreamHttp {
  return createUpstreamHttp({
    ...options,
    names: { service: "LiteLLM", urlSetting: "LITELLM_URL", keySetting: "LITELLM_MASTER_KEY" },
  });
}

/** Asks once and remembers; a failure is asked again. */
function rememberCallerRole(http: UpstreamHttp): (reading: Reading) => Promise<CallerRole> {
  let known: { role: CallerRole } | null = null;
  return async ({ counter, signal }) => {
    known ??= {
      role: await findCallerRole((path, options) =>
        http.getJson(path, { ...options, counter, signal }),
      ),
    };
    return known.role;
  };
}

export function createLiteLLMClient(options: LiteLLMClientOptions): LiteLLMClient {
  const http = createLiteLLMHttp(options);
  const context = { http, pageSize: options.pageSize };
  const { timeoutMs } = options;
  const width = options.customerConcurrency ?? CUSTOMER_CONCURRENCY;
  // Single customers have a queue of their own, so that thousands of them do not hold up the pages.
  const customers = {
    ...context,
    http: createLiteLLMHttp({ ...options, concurrency: width }),
    timeoutMs,
    limit: createAdaptiveLimit(width),
  };
  const createTenants =
    options.tenantEntity === "organization" ? createOrganizationTenants : createTeamTenants;
  const tenants = createTenants(context, rememberCallerRole(http));
  return {
    ...tenants,
    listModelPrices: (read = {}) => listModelPrices(context, read),
    listCustomers: (read = {}) => listCustomers(customers, read),
    readCustomer: (customerId, read = {}) => readCustomer(customers, customerId, read),
    completeBudgetRows: (rows, read = {}) => completeBudgetRows(customers, rows, read),
    readCustomerActivity: (customerIds, range, read = {}) =>
      readCustomerActivity(context, customerIds, range, read),
    readHealth: (read = {}) => readHealth(http, read),
  };
}
