import { z } from "zod";

export const JOB_NAMES = [
  "sync-directory",
  "sync-recent-usage",
  "sync-usage-history",
  "sync-messages",
  "sync-message-history",
  "sync-prices",
  "refresh-tenant",
] as const;
export type JobName = (typeof JOB_NAMES)[number];

/** Jobs that run for one tenant at a time; the others only for "*". */
export const TENANT_JOBS: ReadonlySet<JobName> = new Set<JobName>([
  "sync-recent-usage",
  "sync-usage-history",
  "refresh-tenant",
]);

export const RUN_TRIGGERS = ["start", "schedule", "manual", "takeover", "once"] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

/** What a queued job carries. */
export const payloadSchema = z.object({
  scope: z.string().min(1),
  trigger: z.enum(RUN_TRIGGERS),
  /** How many workers have died of it so far. */
  deaths: z.number().int().nonnegative().default(0),
});
export type JobPayload = z.input<typeof payloadSchema>;

/** After so many dead workers a job waits for its next schedule. */
export const MAX_DEATHS = 3;
