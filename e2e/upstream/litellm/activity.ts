import type { ActivityRow, RowMetrics } from "./rows";
import type { Features } from "./version";

export interface SpendMetrics {
  spend: number;
  prompt_tokens: number;
  completion_tokens: number;
  cache_read_input_tokens: number;
  cache_creation_input_tokens: number;
  total_tokens: number;
  successful_requests: number;
  failed_requests: number;
  api_requests: number;
  [savings: string]: number;
}

export type KeyMetadata = Record<string, string | boolean | null>;

interface KeyEntry {
  metrics: SpendMetrics;
  metadata: KeyMetadata;
}

interface Entry {
  metrics: SpendMetrics;
  metadata: Record<string, string>;
  api_key_breakdown: Record<string, KeyEntry>;
}

type EntryMap = Record<string, Entry>;

interface Breakdown {
  mcp_servers: EntryMap;
  models: EntryMap;
  model_groups: EntryMap;
  providers: EntryMap;
  endpoints?: EntryMap;
  api_keys: Record<string, KeyEntry>;
  entities: EntryMap;
}

export interface DayResult {
  date: string;
  metrics: SpendMetrics;
  breakdown: Breakdown;
}

export interface ActivityContext {
  features: Features;
  keyMetadata(token: string): KeyMetadata;
  entityMetadata(entity: string): Record<string, string>;
  /** The aggregated user route leaves `entities` empty. */
  withEntities: boolean;
}

const SAVINGS = [
  "flat_cost",
  "compression_saved_tokens",
  "compression_savings_spend",
  "prompt_caching_savings_spend",
  "gateway_injected_caching_savings_spend",
  "autorouter_savings_spend",
  "total_response_time_ms",
  "timed_requests",
] as const;

export function emptyMetrics(features: Features): SpendMetrics {
  const metrics: SpendMetrics = {
    spend: 0,
    prompt_tokens: 0,
    completion_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation_input_tokens: 0,
    total_tokens: 0,
    successful_requests: 0,
    failed_requests: 0,
    api_requests: 0,
  };
  if (features.hasSavingsMetrics) for (const name of SAVINGS) metrics[name] = 0;
  return metrics;
}

export function addMetrics(sum: SpendMetrics, row: RowMetrics): void {
  sum.spend += row.spend;
  sum.prompt_tokens += row.promptTokens;
  sum.completion_tokens += row.completionTokens;
  sum.cache_read_input_tokens += row.cacheReadTokens;
  sum.cache_creation_input_tokens += row.cacheCreationTokens;
  sum.total_tokens += row.promptTokens + row.completionTokens;
  sum.successful_requests += row.requests - row.failed;
  sum.failed_requests += row.failed;
  sum.api_requests += row.requests;
}

function addKey(context: ActivityContext, keys: Record<string, KeyEntry>, row: ActivityRow): void {
  const entry = (keys[row.token] ??= {
    metrics: emptyMetrics(context.features),
    metadata: context.keyMetadata(row.token),
  });
  addMetrics(entry.metrics, row.metrics);
}

function addEntry(
  context: ActivityContext,
  map: EntryMap,
  name: string,
  row: ActivityRow,
  metadata: Record<string, string> = {},
): void {
  const entry = (map[name] ??= {
    metrics: emptyMetrics(context.features),
    metadata,
    api_key_breakdown: {},
  });
  addMetrics(entry.metrics, row.metrics);
  addKey(context, entry.api_key_breakdown, row);
}

function emptyBreakdown(features: Features): Breakdown {
  return {
    mcp_servers: {},
    models: {},
    model_groups: {},
    providers: {},
    ...(features.hasEndpointBreakdown ? { endpoints: {} } : {}),
    api_keys: {},
    entities: {},
  };
}

function addRow(context: ActivityContext, result: DayResult, row: ActivityRow): void {
  const { breakdown } = result;
  addMetrics(result.metrics, row.metrics);
  if (row.model !== "") addEntry(context, breakdown.models, row.model, row);
  if (row.modelGroup !== "") addEntry(context, breakdown.model_groups, row.modelGroup, row);
  if (row.mcpTool !== null) addEntry(context, breakdown.mcp_servers, row.mcpTool, row);
  addEntry(context, breakdown.providers, row.provider ?? "unknown", row);
  if (breakdown.endpoints !== undefined) addEntry(context, breakdown.endpoints, row.endpoint, row);
  addKey(context, breakdown.api_keys, row);
  if (!context.withEntities) return;
  const metadata = row.entity === null ? {} : context.entityMetadata(row.entity);
  addEntry(context, breakdown.entities, row.entity ?? "Unassigned", row, metadata);
}

/** One result per date of these rows, in their order: a date cut by a page appears on both. */
export function toDayResults(context: ActivityContext, rows: readonly ActivityRow[]): DayResult[] {
  const byDate = new Map<string, DayResult>();
  for (const row of rows) {
    let result = byDate.get(row.date);
    if (result === undefined) {
      const metrics = emptyMetrics(context.features);
      result = { date: row.date, metrics, breakdown: emptyBreakdown(context.features) };
      byDate.set(row.date, result);
    }
    addRow(context, result, row);
  }
  return [...byDate.values()];
}
