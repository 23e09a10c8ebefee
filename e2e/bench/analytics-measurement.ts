import { z } from "zod";
import { RESULT_MARK } from "./sync-measurement";

const readingSchema = z.object({
  label: z.string(),
  outcome: z.string(),
  seconds: z.number(),
  requests: z.number(),
  rowsChanged: z.number(),
});
const questionSchema = z.object({ label: z.string(), p50Ms: z.number(), p95Ms: z.number() });

const measurementSchema = z.object({
  readings: z.array(readingSchema),
  questions: z.array(questionSchema),
  people: z.number(),
  startRssMib: z.number(),
  peakRssMib: z.number(),
});
export type AnalyticsMeasurement = z.infer<typeof measurementSchema>;

/** @throws when the child said nothing that could be read. */
export function parseAnalyticsMeasurement(output: string): AnalyticsMeasurement {
  const line = output.split("\n").find((text) => text.startsWith(RESULT_MARK));
  if (line === undefined) throw new Error(`The reading gave no result:\n${output}`);
  return measurementSchema.parse(JSON.parse(line.slice(RESULT_MARK.length)));
}
