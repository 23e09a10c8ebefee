import { z } from "zod";
import { RESULT_MARK } from "./sync-measurement";

const measurementSchema = z.object({
  outcome: z.string(),
  error: z.string().nullable(),
  seconds: z.number(),
  requests: z.number(),
  retries: z.number(),
  rowsChanged: z.number(),
  /** Stored rows, and those that LiteLLM does not know. */
  accounts: z.number(),
  absent: z.number(),
  totalUsd: z.string(),
  startRssMib: z.number(),
  peakRssMib: z.number(),
  loopDelayMs: z.object({ p99: z.number(), max: z.number() }),
});
export type AccountsMeasurement = z.infer<typeof measurementSchema>;

/** @throws when the child said nothing that could be read. */
export function parseAccountsMeasurement(output: string): AccountsMeasurement {
  const line = output.split("\n").find((text) => text.startsWith(RESULT_MARK));
  if (line === undefined) throw new Error(`The reading gave no result:\n${output}`);
  return measurementSchema.parse(JSON.parse(line.slice(RESULT_MARK.length)));
}
