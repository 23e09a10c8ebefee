import type { IsoDay } from "@/lib/time";
import { toAgentId } from "./activity-page";
import { toShownKey } from "./reading";
import type { AgentDayRecord, UsageMetrics } from "./records";
import { toRuleText, wireMetrics, type WireBreakdownPart, type WireDay } from "./schema";
import { addUsage, COUNT_FIELDS, isSameCost, NO_USAGE, sumUsage } from "./usage-metrics";
import { fitSplit, UNKNOWN_PART } from "./usage-split";

/** One agent's usage on one day as far as it was read; pages add to it. */
export interface AgentDayDraft {
  day: IsoDay;
  agentId: string;
  agentName: string | null;
  metrics: UsageMetrics;
  byProvider: Map<string, UsageMetrics>;
  byModel: Map<string, UsageMetrics>;
  /** Why it cannot be used; one bad number on one page spoils the whole agent-day. */
  problem: string | null;
}

export type AgentDayDrafts = Map<string, AgentDayDraft>;

type SplitName = "byProvider" | "byModel";
type WireParts = Readonly<Record<string, WireBreakdownPart>>;

type ParsedUsage = { ok: true; usage: UsageMetrics } | { ok: false; problem: string };

export function parseUsage(raw: unknown): ParsedUsage {
  const parsed = wireMetrics.safeParse(raw);
  if (!parsed.success) return { ok: false, problem: toRuleText(parsed.error) };
  const { data } = parsed;
  return {
    ok: true,
    usage: {
      costUsd: data.spend,
      promptTokens: data.prompt_tokens,
      completionTokens: data.completion_tokens,
      cacheReadTokens: data.cache_read_input_tokens ?? 0,
      cacheCreationTokens: data.cache_creation_input_tokens ?? 0,
      totalTokens: data.total_tokens ?? data.prompt_tokens + data.completion_tokens,
      callCount: data.api_requests,
      failedCallCount: data.failed_requests ?? 0,
    },
  };
}

function openDraft(drafts: AgentDayDrafts, day: IsoDay, agentId: string): AgentDayDraft {
  const id = `${day} ${agentId}`;
  const known = drafts.get(id);
  if (known !== undefined) return known;
  const draft: AgentDayDraft = {
    day,
    agentId,
    agentName: null,
    metrics: NO_USAGE,
    byProvider: new Map(),
    byModel: new Map(),
    problem: null,
  };
  drafts.set(id, draft);
  return draft;
}

function addTo(parts: Map<string, UsageMetrics>, name: string, usage: UsageMetrics): void {
  parts.set(name, addUsage(parts.get(name) ?? NO_USAGE, usage));
}

function addTotals(drafts: AgentDayDrafts, day: WireDay): void {
  for (const [keyHash, part] of Object.entries(day.breakdown.api_keys)) {
    const draft = openDraft(drafts, day.date, toAgentId(keyHash));
    draft.agentName ??= part.metadata?.key_alias ?? null;
    const parsed = parseUsage(part.metrics);
    if (parsed.ok) draft.metrics = addUsage(draft.metrics, parsed.usage);
    else draft.problem ??= parsed.problem;
  }
}

function findMetrics(part: unknown): unknown {
  return typeof part === "object" && part !== null ? Reflect.get(part, "metrics") : undefined;
}

function addSplit(drafts: AgentDayDrafts, day: IsoDay, split: SplitName, parts: WireParts): void {
  for (const [name, part] of Object.entries(parts)) {
    for (const [keyHash, entry] of Object.entries(part.api_key_breakdown ?? {})) {
      const draft = openDraft(drafts, day, toAgentId(keyHash));
      const parsed = parseUsage(findMetrics(entry));
      if (parsed.ok) addTo(draft[split], name.trim() === "" ? UNKNOWN_PART : name, parsed.usage);
      else draft.problem ??= parsed.problem;
    }
  }
}

export interface PageDrafts {
  drafts: AgentDayDrafts;
  /** Days whose own total is not the sum of their keys. */
  disagreements: readonly { day: IsoDay; reason: string }[];
}

/** Null when they agree, or when a bad number was left out of either. */
function findDisagreement(day: WireDay, drafts: AgentDayDrafts, total: ParsedUsage): string | null {
  const ofDay = [...drafts.values()].filter((draft) => draft.day === day.date);
  if (!total.ok || ofDay.some((draft) => draft.problem !== null)) return null;
  const sum = sumUsage(ofDay.map((draft) => draft.metrics));
  const isSame =
    isSameCost(sum.costUsd, total.usage.costUsd) &&
    COUNT_FIELDS.every((field) => sum[field] === total.usage[field]);
  return isSame ? null : `${day.date}: the day's total is not the sum of its keys`;
}

/** What the days say they sum up to; null when a number among them cannot be read. */
export function sumDays(results: readonly WireDay[]): UsageMetrics | null {
  const totals = results.map((day) => parseUsage(day.metrics));
  return totals.every((total) => total.ok) ? sumUsage(totals.map(({ usage }) => usage)) : null;
}

/** Reads one page into drafts. Nothing is thrown away yet: the next page may add to the same day. */
export function toPageDrafts(results: readonly WireDay[]): PageDrafts {
  const drafts: AgentDayDrafts = new Map();
  const disagreements: { day: IsoDay; reason: string }[] = [];
  for (const day of results) {
    const ofDay: AgentDayDrafts = new Map();
    addTotals(ofDay, day);
    addSplit(ofDay, day.date, "byProvider", day.breakdown.providers ?? {});
    addSplit(ofDay, day.date, "byModel", day.breakdown.models ?? {});
    const reason = findDisagreement(day, ofDay, parseUsage(day.metrics));
    if (reason !== null) disagreements.push({ day: day.date, reason });
    mergeDrafts(drafts, ofDay);
  }
  return { drafts, disagreements };
}

/** Adds `from` to `into`. The order of pages makes no difference to any number. */
export function mergeDrafts(into: AgentDayDrafts, from: AgentDayDrafts): void {
  for (const draft of from.values()) {
    const target = openDraft(into, draft.day, draft.agentId);
    target.agentName ??= draft.agentName;
    target.metrics = addUsage(target.metrics, draft.metrics);
    target.problem ??= draft.problem;
    for (const [name, usage] of draft.byProvider) addTo(target.byProvider, name, usage);
    for (const [name, usage] of draft.byModel) addTo(target.byModel, name, usage);
  }
}

export type FinishedAgentDay =
  { ok: true; record: AgentDayRecord } | { ok: false; day: IsoDay; reason: string };

/** Both splits are made to fit, or the agent-day is left out as a whole. */
export function finishAgentDay(draft: AgentDayDraft): FinishedAgentDay {
  const { day, agentId, agentName, metrics } = draft;
  const refuse = (problem: string): FinishedAgentDay => {
    return { ok: false, day, reason: `${day}, key ${toShownKey(agentId, agentName)}: ${problem}` };
  };
  if (draft.problem !== null) return refuse(draft.problem);
  const byProvider = fitSplit(metrics, draft.byProvider);
  if (!byProvider.ok) return refuse(`the split by provider ${byProvider.problem} than the key`);
  const byModel = fitSplit(metrics, draft.byModel);
  if (!byModel.ok) return refuse(`the split by model ${byModel.problem} than the key`);
  return {
    ok: true,
    record: {
      day,
      agentId,
      agentName,
      metrics,
      byProvider: byProvider.parts,
      byModel: byModel.parts,
    },
  };
}
