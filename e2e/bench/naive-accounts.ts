import pLimit from "p-limit";
import { z } from "zod";
import type { StandInProcess } from "@/e2e/stand-in-process";

/** Single reads in flight, plain or by the product's client. */
export const CONCURRENCY = 25;
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
