import { KEYS } from "./attributes";
import { readCount, readNumber, readText, type TelemetryRecord } from "./telemetry";

/** Four buckets without overlap; the reasoning is part of the output. */
export interface TokenBuckets {
  uncachedInput: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
  reasoning: number;
}

/**
 * What a sender means by "input tokens": with the cached ones in it, without them, or nobody said; then only
 * figures that cannot be with them are without.
 */
export type InputRule = "inclusive" | "exclusive" | "unknown";

export const NO_TOKENS: TokenBuckets = {
  ...{ uncachedInput: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 },
};

export function toBuckets(
  counts: Omit<TokenBuckets, "uncachedInput"> & { input: number },
  rule: InputRule,
): TokenBuckets {
  const { input, ...rest } = counts;
  const cached = rest.cacheRead + rest.cacheWrite;
  const isInclusive = rule === "inclusive" || (rule === "unknown" && input >= cached);
  return { ...rest, uncachedInput: isInclusive ? Math.max(0, input - cached) : input };
}

/** The usual attributes in every spelling. */
export function readBuckets(record: TelemetryRecord, rule: InputRule): TokenBuckets {
  return toBuckets(
    {
      input: readCount(record, ...KEYS.input),
      output: readCount(record, ...KEYS.output),
      cacheRead: readCount(record, ...KEYS.cacheRead),
      cacheWrite: readCount(record, ...KEYS.cacheWrite),
      reasoning: readCount(record, ...KEYS.reasoning),
    },
    rule,
  );
}

/** Who pays how: by the call, from credits of a plan, by a seat, or nobody said. */
export type BillingMode = "metered" | "credits" | "subscription" | "unreported";

export interface ReportedCost {
  usd: number;
  /** The attribute that it was read from. */
  from: string;
}

/** One call of a model, or one point of a metric that adds to a session's amounts. */
export interface CallReading {
  kind: "call";
  harness: string;
  harnessVersion: string;
  sessionId: string;
  /** What makes it the same record when it comes again, in the sender's own words. */
  identity: readonly (string | number)[];
  /** It may be told again later with other figures and another time. */
  isAmendable: boolean;
  callCount: 0 | 1;
  requestId: string;
  provider: string;
  model: string;
  tokens: TokenBuckets;
  reported: ReportedCost | null;
  credits: number | null;
  /** Null where the record does not say; then the cost decides. */
  billing: BillingMode | null;
  /** It went through the gateway, by its own words. */
  isGateway: boolean;
}

export const ACTIVITY_KINDS = [
  ...(["lines_added", "lines_removed", "commits", "pull_requests", "active_seconds"] as const),
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** An amount of work that is no call. */
export interface ActivityReading {
  kind: "activity";
  activity: ActivityKind;
  amount: number;
  harness: string;
  sessionId: string;
}

/** Where a session works, as a hook at its start tells. */
export interface SessionReading {
  kind: "session";
  harness: string;
  sessionId: string;
  repository: string;
  branch: string;
  commitSha: string;
}

export type Reading = CallReading | ActivityReading | SessionReading;

/** A kind of sender: how it is recognised and what of it counts. Whatever `read` gives no reading for does not. */
export interface Harness {
  name: string;
  recognises: (record: TelemetryRecord) => boolean;
  read: (record: TelemetryRecord) => Reading | null;
}

/** The provider under one name, however old the spelling. */
const PROVIDER_NAMES: Record<string, string> = {
  vertex_ai: "gcp.vertex_ai",
  gemini: "gcp.gemini",
  xai: "x_ai",
  "az.ai.inference": "azure.ai.inference",
  "az.ai.openai": "azure.ai.openai",
};

export function toProvider(name: string): string {
  const lower = name.toLowerCase();
  return PROVIDER_NAMES[lower] ?? lower;
}

/** What a session is called; a trace stands in where there is none. */
export function readSession(record: TelemetryRecord, ...first: readonly string[]): string {
  return readText(record, ...first, ...KEYS.session) || record.traceId;
}

/** By name of the attribute, in dollars. */
export function readCost(record: TelemetryRecord): ReportedCost | null {
  const micros = readNumber(record, "cost_usd_micros");
  if (micros !== null) return { usd: micros / 1_000_000, from: "cost_usd_micros" };
  for (const key of KEYS.costUsd) {
    const usd = readNumber(record, key);
    if (usd !== null) return { usd, from: key };
  }
  const amount = readNumber(record, "gen_ai.usage.cost.amount");
  const isUsd = /^usd$/i.test(readText(record, "gen_ai.usage.cost.currency") || "USD");
  return amount !== null && isUsd ? { usd: amount, from: "gen_ai.usage.cost.amount" } : null;
}

/** A record's own identity: the provider's request, else its span, else its place in the session. */
export function toIdentity(record: TelemetryRecord, sessionId: string): (string | number)[] {
  const requestId = readText(record, ...KEYS.requestId);
  if (requestId !== "") return ["request", requestId];
  if (record.signal === "span") return ["span", record.traceId, record.spanId];
  const sequence = readText(record, "event.sequence");
  if (sequence !== "") return ["sequence", sessionId, sequence];
  const tokens = [...KEYS.input, ...KEYS.output].map((key) => record.attributes.get(key) ?? "");
  const time = readText(record, "event.timestamp") || record.sentAtNano;
  return ["time", sessionId, record.name, time, ...tokens];
}

const MODES: Record<string, BillingMode> = {
  ...{ metered: "metered", subscription: "subscription", unreported: "unreported" },
};

/** What a sender says of how its calls are paid; anybody may say it among the attributes of the resource. */
export function readBilling(record: TelemetryRecord): BillingMode | null {
  return MODES[readText(record, "agent.cost.estimation")] ?? null;
}

/** A call with what most senders tell in the same way; a harness changes what it tells otherwise. */
export function readCall(
  record: TelemetryRecord,
  harness: string,
  rule: InputRule,
  changes: Partial<CallReading> = {},
): CallReading {
  const sessionId = changes.sessionId ?? readSession(record);
  return {
    kind: "call",
    harness,
    harnessVersion: readText(record, "agent.harness.version", "app.version", "service.version"),
    sessionId,
    identity: toIdentity(record, sessionId),
    isAmendable: false,
    callCount: 1,
    requestId: readText(record, ...KEYS.requestId),
    provider: toProvider(readText(record, ...KEYS.provider)),
    model: readText(record, ...KEYS.model),
    tokens: readBuckets(record, rule),
    reported: readCost(record),
    credits: null,
    billing: readBilling(record),
    isGateway: readText(record, "litellm.call_id") !== "",
    ...changes,
  };
}

/** A point of a metric as an amount of its session; null where the metric names no session to settle it with. */
export function readPoint(
  record: TelemetryRecord,
  harness: string,
  amounts: Partial<Pick<CallReading, "tokens" | "reported" | "provider" | "billing">>,
): CallReading | null {
  const sessionId = readText(record, ...KEYS.session);
  if (record.point === null || sessionId === "") return null;
  return readCall(record, harness, "exclusive", {
    sessionId,
    identity: toPointIdentity(record),
    callCount: 0,
    requestId: "",
    tokens: NO_TOKENS,
    reported: null,
    ...amounts,
  });
}

/** A growing series is one row whatever it has grown to; a step of a delta series is one of its own. */
function toPointIdentity({ point, sentAtNano }: TelemetryRecord): (string | number)[] {
  if (point === null) return [];
  const { series, startedAtNano, isCumulative } = point;
  return ["point", series, startedAtNano, ...(isCumulative ? [] : [sentAtNano])];
}

export function readActivity(
  record: TelemetryRecord,
  harness: string,
  activity: ActivityKind,
): ActivityReading | null {
  if (record.point === null) return null;
  const sessionId = readText(record, ...KEYS.session);
  return { kind: "activity", activity, amount: record.point.value, harness, sessionId };
}
