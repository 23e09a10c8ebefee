import { z } from "zod";
import type { RunningLiteLLM } from "./server";

/** A minimal honest reader of the stand-in, for the tests beside it. */

const metricsSchema = z.looseObject({
  spend: z.number(),
  prompt_tokens: z.number(),
  completion_tokens: z.number(),
  total_tokens: z.number(),
  api_requests: z.number(),
  successful_requests: z.number(),
  failed_requests: z.number(),
});
const keyEntrySchema = z.looseObject({
  metrics: metricsSchema,
  metadata: z.record(z.string(), z.unknown()),
});
const entrySchema = z.looseObject({
  metrics: metricsSchema,
  metadata: z.record(z.string(), z.unknown()),
  api_key_breakdown: z.record(z.string(), keyEntrySchema),
});
const entriesSchema = z.record(z.string(), entrySchema);

export const activitySchema = z.strictObject({
  results: z.array(
    z.strictObject({
      date: z.string(),
      metrics: metricsSchema,
      breakdown: z.strictObject({
        mcp_servers: entriesSchema,
        models: entriesSchema,
        model_groups: entriesSchema,
        providers: entriesSchema,
        endpoints: entriesSchema.optional(),
        api_keys: z.record(z.string(), keyEntrySchema),
        entities: entriesSchema,
      }),
    }),
  ),
  metadata: z.looseObject({
    total_spend: z.number(),
    total_api_requests: z.number(),
    total_tokens: z.number(),
    page: z.number(),
    total_pages: z.number(),
    has_more: z.boolean(),
  }),
});
export type Activity = z.output<typeof activitySchema>;

export const FIXED_NOW_MS = Date.UTC(2026, 9, 8, 14, 30);

export interface Reply {
  status: number;
  headers: Headers;
  body: unknown;
}

export async function read(
  server: RunningLiteLLM,
  path: string,
  key = server.keys.admin,
): Promise<Reply> {
  const headers = key === "" ? undefined : { authorization: `Bearer ${key}` };
  const response = await fetch(`${server.url}${path}`, headers === undefined ? {} : { headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export async function readActivity(server: RunningLiteLLM, path: string): Promise<Activity> {
  return activitySchema.parse((await read(server, path)).body);
}

export async function readAllPages(server: RunningLiteLLM, path: string): Promise<Activity[]> {
  const pages: Activity[] = [];
  for (;;) {
    const page = await readActivity(server, `${path}&page=${pages.length + 1}`);
    pages.push(page);
    if (!page.metadata.has_more) return pages;
  }
}

export interface EntitySum {
  spend: number;
  requests: number;
}

/** Sums one breakdown over pages and days. */
export function sumBreakdown(
  pages: readonly Activity[],
  pick: (
    breakdown: Activity["results"][number]["breakdown"],
  ) => Record<string, z.output<typeof keyEntrySchema>>,
): Map<string, EntitySum> {
  const sums = new Map<string, EntitySum>();
  for (const { breakdown } of pages.flatMap((page) => page.results)) {
    for (const [name, { metrics }] of Object.entries(pick(breakdown))) {
      const sum = sums.get(name) ?? { spend: 0, requests: 0 };
      sum.spend += metrics.spend;
      sum.requests += metrics.api_requests;
      sums.set(name, sum);
    }
  }
  return sums;
}
