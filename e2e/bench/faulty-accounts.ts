import type { StandInProcess } from "@/e2e/stand-in-process";
import type { ErrorKind } from "@/e2e/upstream/litellm/knobs";
import { createLiteLLMClient, type LiteLLMClient } from "@/lib/upstream/litellm/client";
import type { CustomerRecord, ReadReport } from "@/lib/upstream/litellm/records";
import { CONCURRENCY, type ListedCustomer } from "./naive-accounts";

/** For one attempt of a single read. */
const SINGLE_TIMEOUT_MS = 1_500;
/** The list is given six times as long. */
const LIST_TIMEOUT_MS = 2_500;

export interface Faults {
  label: string;
  errorRate: number;
  errorKind: ErrorKind;
}

export const FAULTS: readonly Faults[] = [
  { label: "1 % answered 503", errorRate: 0.01, errorKind: "503" },
  { label: "5 % never answered", errorRate: 0.05, errorKind: "timeout" },
];

export interface FaultyReading {
  label: string;
  seconds: number;
  /** Accounts that had to be read, those of all rounds. */
  asked: number;
  requests: number;
  retries: number;
  /** Accounts that were not read, or read twice. */
  lost: number;
  doubled: number;
  /** Read as nothing where LiteLLM has an amount, or as another amount than it has. */
  zero: number;
  wrong: number;
}

type Counts = Omit<FaultyReading, "label" | "seconds">;

function createClient(standIn: StandInProcess, timeoutMs: number): LiteLLMClient {
  return createLiteLLMClient({
    baseUrl: standIn.url,
    apiKey: standIn.masterKey,
    timeoutMs,
    concurrency: CONCURRENCY,
    customerConcurrency: CONCURRENCY,
    pageSize: 1000,
    retryBaseDelayMs: 50,
  });
}

/** What was read beside what LiteLLM has. */
function compare(
  customers: readonly ListedCustomer[],
  read: readonly CustomerRecord[],
): Pick<Counts, "asked" | "lost" | "doubled" | "zero" | "wrong"> {
  const spendById = new Map(read.map((one) => [one.customerId, one.spendUsd.toNumber()]));
  const found = customers.flatMap(({ user_id: id, spend }) => {
    const spendUsd = spendById.get(id);
    return spendUsd === undefined ? [] : [{ spend, spendUsd }];
  });
  return {
    asked: customers.length,
    lost: customers.length - found.length,
    doubled: read.length - spendById.size,
    zero: found.filter(({ spend, spendUsd }) => spendUsd === 0 && spend > 0).length,
    wrong: found.filter(({ spend, spendUsd }) => Math.abs(spendUsd - spend) > 1e-6).length,
  };
}

const NOTHING: Counts = {
  asked: 0,
  requests: 0,
  retries: 0,
  lost: 0,
  doubled: 0,
  zero: 0,
  wrong: 0,
};

function add(sum: Counts, part: Counts): Counts {
  return {
    asked: sum.asked + part.asked,
    requests: sum.requests + part.requests,
    retries: sum.retries + part.retries,
    lost: sum.lost + part.lost,
    doubled: sum.doubled + part.doubled,
    zero: sum.zero + part.zero,
    wrong: sum.wrong + part.wrong,
  };
}

const sumOf = (reports: readonly ReadReport[], name: "requests" | "retries") =>
  reports.reduce((sum, report) => sum + report[name], 0);

/** Every account by a request of its own, as the product does where LiteLLM refuses the list. */
export async function readSinglyWithFaults(
  standIn: StandInProcess,
  customers: readonly ListedCustomer[],
  { label, errorRate, errorKind }: Faults,
): Promise<FaultyReading> {
  const client = createClient(standIn, SINGLE_TIMEOUT_MS);
  await standIn.control.setKnobs({ errorRate, errorKind, pathPattern: null });
  const startedAt = performance.now();
  const readings = await Promise.all(customers.map(({ user_id: id }) => client.readCustomer(id)));
  const seconds = (performance.now() - startedAt) / 1000;
  await standIn.control.setKnobs({ errorRate: 0 });
  const reports = readings.map(({ report }) => report);
  return {
    label: `one by one, ${label}`,
    seconds,
    requests: sumOf(reports, "requests"),
    retries: sumOf(reports, "retries"),
    ...compare(
      customers,
      readings.flatMap(({ customer }) => (customer ? [customer] : [])),
    ),
  };
}

/** The list so many times; the first answer always fails, the later ones as often as the faults say. */
export async function readListWithFaults(
  standIn: StandInProcess,
  customers: readonly ListedCustomer[],
  { label, errorRate, errorKind }: Faults,
  rounds: number,
): Promise<FaultyReading> {
  const client = createClient(standIn, LIST_TIMEOUT_MS);
  await standIn.control.setKnobs({ errorRate, errorKind, failFirst: 1, pathPattern: null });
  const startedAt = performance.now();
  let counts = NOTHING;
  for (let round = 0; round < rounds; round += 1) {
    const { records, report } = await client.listCustomers({
      isWanted: (customerId) => customerId.includes("@"),
    });
    const { requests, retries } = report;
    counts = add(counts, { requests, retries, ...compare(customers, records) });
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await standIn.control.setKnobs({ errorRate: 0, failFirst: 0 });
  return { label: `${rounds} lists, ${label}`, seconds, ...counts };
}
