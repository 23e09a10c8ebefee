import { z } from "zod";

/** What a child writes in front of its result, so that its other words are not taken for it. */
export const RESULT_MARK = "benchmark result: ";

const syncMeasurementSchema = z.object({
  outcome: z.enum(["ok", "partial", "failed"]),
  rowsChanged: z.number(),
  errors: z.array(z.string()),
  seconds: z.number(),
  /** Resident memory before the first request, with everything loaded. */
  startRssMib: z.number(),
  peakRssMib: z.number(),
});
export type SyncMeasurement = z.infer<typeof syncMeasurementSchema>;

/** @throws when the child said nothing that could be read. */
export function parseSyncMeasurement(output: string): SyncMeasurement {
  const line = output.split("\n").find((text) => text.startsWith(RESULT_MARK));
  if (line === undefined) throw new Error(`The reading gave no result:\n${output}`);
  return syncMeasurementSchema.parse(JSON.parse(line.slice(RESULT_MARK.length)));
}
