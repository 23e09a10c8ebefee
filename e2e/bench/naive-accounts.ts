import pLimit from "p-limit";
import { z } from "zod";
import type { StandInProcess } from "@/e2e/stand-in-process";
import { createLiteLLMClient } from "@/lib/upstream/litellm/client";
import type { Knobs } from "@/e2e/upstream/litellm/knobs";

const CONCURRENCY = 25;
const customerSchema = z.object({ user_id: z.string(), spend: z.number() });
export type ListedCustomer = z.infer<typeof customerSchema>;

export async function listCustomers(standIn: StandInProcess): Promise<ListedCustomer[]> {
  const response = await fetch(`${standIn.url}/customer/list`, {
    headers: { authorization: `Bearer ${standIn.masterKey}` },
  });
  const rows = z.array(customerSchema).parse(await response.json());
  return rows.filter((row) => row.user_id.includes("@"));
}

/** How accounts are often read: one request for each, twenty-five at once. */
export async function readAccountsNaively(
  standIn: StandInProcess,
  ids: readonly string[],
): Promise<{ seconds: number }> {
  const limit = pLimit(CONCURRENCY);
  const startedAt = performance.now();
  await Promise.all(
    ids.map((id) =>
      limit(async () => {
        const query = new URLSearchParams({ end_user_id: id });
        const response = await fetch(`${standIn.url}/customer/info?${query.toString()}`, {
          headers: { authorization: `Bearer ${standIn.masterKey}` },
        });
        await response.arrayBuffer();
      }),
    ),
  );
  return { seconds: (performance.now() - startedAt) / 1000 };
}

export interface FaultyReading {
  label: string;
  seconds: number;
  asked: number;
  requests: number;
  /** Accounts that were not read, read twice, or read as another amount than LiteLLM has. */
  lost: number;
  doubled: number;
  wrong: number;
}

/** Single reads by the product's own client while the stand-in fails some of them. */
export async function readWithFaults(
  standIn: StandInProcess,
  customers: readonly ListedCustomer[],
  label: string,
  faults: Partial<Knobs>,
): Promise<FaultyReading> {
  const client = createLiteLLMClient({
    baseUrl: standIn.url,
    apiKey: standIn.masterKey,
    timeoutMs: 1_500,
    concurrency: CONCURRENCY,
    pageSize: 1000,
    retryBaseDelayMs: 50,
  });
  await standIn.control.setKnobs({ ...faults, pathPattern: "^/customer/info" });
  const startedAt = performance.now();
  let requests = 0;
  const read: { id: string; spendUsd: number }[] = [];
  await Promise.all(
    customers.map(async ({ user_id: id }) => {
      const { customer, report } = await client.readCustomer(id);
      requests += report.requests;
      if (customer) read.push({ id: customer.customerId, spendUsd: customer.spendUsd.toNumber() });
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await standIn.control.setKnobs({ errorRate: 0, pathPattern: null });
  const spendById = new Map(read.map((one) => [one.id, one.spendUsd]));
  const isWrong = (row: ListedCustomer) =>
    Math.abs((spendById.get(row.user_id) ?? Number.NaN) - row.spend) > 1e-6;
  return {
    label,
    seconds,
    asked: customers.length,
    requests,
    lost: customers.filter((row) => !spendById.has(row.user_id)).length,
    doubled: read.length - spendById.size,
    wrong: customers.filter((row) => spendById.has(row.user_id) && isWrong(row)).length,
  };
}
