import { createHash } from "node:crypto";
import { parseUsd, USD_SCALE, type Decimal } from "@/lib/money";
import { KEYS } from "./attributes";
import type { Identity } from "./identity";
import { computeCost, type ModelPrice } from "./price";
import type { ActivityReading, BillingMode, CallReading } from "./reading";
import { readText, SIGNAL_RANK, type TelemetryRecord } from "./telemetry";

/** A row of `call`, as the store's statement takes it: amounts as text, times ISO. */
export interface CallRow {
  tenantId: string;
  callKey: string;
  sentAt: string;
  asOf: string;
  signal: number;
  harness: string;
  harnessVersion: string;
  sessionId: string;
  person: string;
  personFrom: string;
  tenantFrom: string;
  tokenId: string;
  userHint: string;
  teamHint: string;
  costCenter: string;
  provider: string;
  model: string;
  requestId: string;
  callCount: number;
  isFailed: boolean;
  uncachedInputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  reportedUsd: string | null;
  reportedFrom: string;
  computedUsd: string | null;
  priceVersion: string;
  credits: string | null;
  billingMode: BillingMode;
  costUsd: string | null;
  valueUsd: string | null;
  isGateway: boolean;
  chargedBy: "direct" | "gateway";
  repository: string;
  branch: string;
  environment: string;
}

export interface ActivityRow {
  tenantId: string;
  activityKey: string;
  sentAt: string;
  asOf: string;
  kind: string;
  amount: number;
  harness: string;
  sessionId: string;
  person: string;
  repository: string;
  environment: string;
}

export interface SentTime {
  at: Date;
  /** It is not the sender's own, so a repetition will have another one. */
  isOurs: boolean;
}

const AHEAD_MS = 5 * 60_000;

/** A sender's clock is believed but for a future, which no range would show. */
export function toSentTime(record: TelemetryRecord, receivedAt: Date): SentTime {
  const latest = receivedAt.getTime() + AHEAD_MS;
  if (record.sentAtMs === null) return { at: receivedAt, isOurs: true };
  if (record.sentAtMs > latest) return { at: new Date(latest), isOurs: true };
  const startedAt = record.point?.isCumulative ? record.point.startedAtNano : "0";
  // A growing series is one row, which stays where the series began.
  const startedMs = Number(BigInt(startedAt) / 1_000_000n);
  return { at: new Date(startedMs > 0 ? startedMs : record.sentAtMs), isOurs: false };
}

/** A name for the identity that fits a column: the first half of its hash. */
export function toKey(parts: readonly (string | number)[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return [8, 12, 16, 20, 32].map((end, at) => hex.slice([0, 8, 12, 16, 20][at], end)).join("-");
}

/** The value of one of Copilot's credits. */
const USD_PER_CREDIT = "0.01";

const toText = (amount: Decimal | null) => amount?.toFixed(USD_SCALE) ?? null;

function toBilling(
  call: CallReading,
  reported: Decimal | null,
  hasPrice: boolean,
  isSubscription: boolean,
): BillingMode {
  if (isSubscription) return "subscription";
  if (call.billing !== null) return call.billing;
  const isFree = reported?.isZero() && call.tokens.uncachedInput + call.tokens.output > 0;
  if (isFree) return "subscription";
  return reported !== null || hasPrice ? "metered" : "unreported";
}

interface Money {
  reportedUsd: string | null;
  reportedFrom: string;
  computedUsd: string | null;
  priceVersion: string;
  credits: string | null;
  billingMode: BillingMode;
  costUsd: string | null;
  valueUsd: string | null;
}

/** What was spent, or what it would have cost where the call itself is not paid; never both. */
function toMoney(
  call: CallReading,
  at: Date,
  prices: readonly ModelPrice[],
  subscriptions: readonly string[],
): Money {
  const reported = call.reported === null ? null : parseUsd(call.reported.usd);
  const isCall = call.callCount > 0;
  const computed = isCall ? computeCost(prices, { ...call, at }) : null;
  const isSubscription = subscriptions.includes(call.harness);
  const billingMode = toBilling(call, reported, computed !== null, isSubscription);
  const credits = call.credits === null ? null : parseUsd(call.credits);
  const best = (reported?.isZero() ? null : reported) ?? computed?.usd ?? reported;
  const isPaid = billingMode === "metered" || billingMode === "unreported";
  const value = credits?.times(USD_PER_CREDIT) ?? best;
  return {
    reportedUsd: toText(reported),
    reportedFrom: call.reported?.from ?? "",
    computedUsd: toText(computed && parseUsd(computed.usd)),
    priceVersion: computed?.version ?? "",
    credits: toText(credits),
    billingMode,
    costUsd: isPaid ? toText(reported ?? computed?.usd ?? null) : "0",
    valueUsd: isPaid ? null : toText(value),
  };
}

/** What every row of one request shares. */
export interface RowContext {
  tokenId: string;
  prices: readonly ModelPrice[];
  /** Harnesses whose calls a seat pays for. */
  subscriptions: readonly string[];
  /** Hosts that are the gateway: a call sent there is charged there. */
  gatewayHosts: readonly string[];
}

export function toCallRow(
  record: TelemetryRecord,
  call: CallReading,
  identity: Identity,
  sent: SentTime,
  context: RowContext,
): CallRow {
  const host = readText(record, "server.address").toLowerCase();
  const isGateway = call.isGateway || context.gatewayHosts.includes(host);
  const { tokens } = call;
  return {
    ...{ tenantId: identity.tenantId, person: identity.person },
    ...{ personFrom: identity.personFrom, tenantFrom: identity.tenantFrom },
    callKey: toKey([call.harness, record.signal, ...call.identity]),
    sentAt: sent.at.toISOString(),
    asOf: new Date(record.sentAtMs ?? sent.at.getTime()).toISOString(),
    signal: SIGNAL_RANK[record.signal],
    harness: call.harness,
    harnessVersion: call.harnessVersion,
    sessionId: call.sessionId,
    tokenId: context.tokenId,
    userHint: readText(record, ...KEYS.userHint),
    teamHint: readText(record, ...KEYS.teamHint),
    costCenter: readText(record, ...KEYS.costCenter),
    provider: call.provider,
    model: call.model,
    requestId: call.requestId,
    callCount: call.callCount,
    isFailed: record.isFailed,
    uncachedInputTokens: tokens.uncachedInput,
    cacheReadTokens: tokens.cacheRead,
    cacheWriteTokens: tokens.cacheWrite,
    outputTokens: tokens.output,
    reasoningTokens: tokens.reasoning,
    ...toMoney(call, sent.at, context.prices, context.subscriptions),
    isGateway,
    chargedBy: isGateway ? "gateway" : "direct",
    repository: readText(record, ...KEYS.repository),
    branch: readText(record, ...KEYS.branch),
    environment: readText(record, ...KEYS.environment),
  };
}

export function toActivityRow(
  record: TelemetryRecord,
  reading: ActivityReading,
  identity: Identity,
  sent: SentTime,
): ActivityRow {
  const { point } = record;
  const step = point?.isCumulative ? "" : record.sentAtNano;
  return {
    tenantId: identity.tenantId,
    activityKey: toKey([point?.series ?? "", point?.startedAtNano ?? "", step]),
    sentAt: sent.at.toISOString(),
    asOf: new Date(record.sentAtMs ?? sent.at.getTime()).toISOString(),
    kind: reading.activity,
    ...{ amount: reading.amount, harness: reading.harness, sessionId: reading.sessionId },
    person: identity.person,
    repository: readText(record, ...KEYS.repository),
    environment: readText(record, ...KEYS.environment),
  };
}
