import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { BENCH_DIR, SUITES, type SuiteName } from "./options";

const tableSchema = z.object({
  title: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
});

const resultSchema = z.object({
  measuredAt: z.iso.datetime(),
  postgresVersion: z.string().nullable(),
  report: z.object({
    title: z.string(),
    method: z.string(),
    tables: z.array(tableSchema),
    bars: z.array(
      z.object({ name: z.string(), wanted: z.string(), measured: z.string(), isMet: z.boolean() }),
    ),
  }),
});

/** A suite's last result on this machine. */
export type StoredResult = z.infer<typeof resultSchema>;

/** Small runs are kept apart: their figures are nobody's. */
export function toResultFile(suite: SuiteName, isSmall = false): string {
  return path.join(BENCH_DIR, isSmall ? "small-results" : "results", `${suite}.json`);
}

/** Null for a suite that was never run here. */
export async function findResult(suite: SuiteName, isSmall = false): Promise<StoredResult | null> {
  const text = await readFile(toResultFile(suite, isSmall), "utf8").catch(() => null);
  return text === null ? null : resultSchema.parse(JSON.parse(text));
}

/** Every suite's last result, in the order of the suites. */
export async function listResults(): Promise<StoredResult[]> {
  const results = await Promise.all(SUITES.map((suite) => findResult(suite)));
  return results.filter((result) => result !== null);
}
