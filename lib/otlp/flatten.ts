import { createHash } from "node:crypto";
import { KEPT_ATTRIBUTES, MAX_VALUE_LENGTH, NAME_PATTERN } from "@/lib/coding/attributes";
import type { Point, Signal, TelemetryRecord } from "@/lib/coding/telemetry";

/** What is no message of this signal. Its words are ours and never a part of what was sent. */
export class MalformedError extends Error {}

type Fields = Readonly<Record<string, unknown>>;

function toFields(value: unknown, what: string): Fields {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new MalformedError(`${what} must be an object.`);
  }
  return value as Fields;
}

function toList(value: unknown, what: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new MalformedError(`${what} must be a list.`);
  return value;
}

/** Numbers, texts and booleans as text; lists and trees may be content and are not read. */
function toText(value: unknown): string | null {
  const { stringValue, boolValue, intValue, doubleValue } = toFields(value, "A value");
  const found = [stringValue, intValue, doubleValue, boolValue].find((one) => one !== undefined);
  if (typeof found === "string") return found;
  return typeof found === "number" || typeof found === "boolean" ? String(found) : null;
}

interface Attributes {
  kept: Map<string, string>;
  /** All of them, for the identity of a series alone. */
  all: string[];
}

function readAttributes(list: unknown, below: Attributes, withAll: boolean): Attributes {
  const kept = new Map(below.kept);
  const all = withAll ? [...below.all] : below.all;
  for (const item of toList(list, "attributes")) {
    const { key, value } = toFields(item, "An attribute");
    if (typeof key !== "string") throw new MalformedError("An attribute's key must be text.");
    if (withAll) all.push(JSON.stringify([key, value]));
    if (!KEPT_ATTRIBUTES.has(key)) continue;
    const text = toText(value);
    // PostgreSQL keeps no NUL.
    if (text !== null) kept.set(key, text.slice(0, MAX_VALUE_LENGTH).replaceAll("\u0000", ""));
  }
  return { kept, all };
}

const HEX = /^[0-9a-f]+$/i;

/** Hex as the protocol has it, bytes of protobuf, or base64 as some send it; empty where there is none. */
function toId(value: unknown, byteCount: number, what: string): string {
  if (value === undefined || value === null || value === "") return "";
  const bytes =
    value instanceof Uint8Array
      ? Buffer.from(value)
      : typeof value !== "string"
        ? Buffer.alloc(0)
        : value.length === byteCount * 2 && HEX.test(value)
          ? Buffer.from(value, "hex")
          : Buffer.from(value, "base64");
  if (bytes.length === 0 && value instanceof Uint8Array) return "";
  if (bytes.length !== byteCount) {
    throw new MalformedError(`${what} must have ${byteCount} bytes.`);
  }
  return bytes.toString("hex");
}

const NANOS_PER_MS = 1_000_000n;
/** No clock is there, and a database's date ends somewhere. */
const LAST_MS = 253_402_300_799_999;

function toNano(value: unknown): string {
  if (value === undefined || value === null || value === "") return "0";
  const text = typeof value === "number" ? String(Math.round(value)) : value;
  if (typeof text !== "string" || !/^\d{1,20}$/.test(text)) {
    throw new MalformedError("A time must be a whole number of nanoseconds.");
  }
  return text;
}

function toMs(nano: string): number | null {
  const ms = Number(BigInt(nano) / NANOS_PER_MS);
  return ms === 0 || ms > LAST_MS ? null : ms;
}

function toName(...candidates: unknown[]): string {
  const found = candidates.find((one) => typeof one === "string" && NAME_PATTERN.test(one));
  return typeof found === "string" ? found : "";
}

interface Origin {
  scope: string;
  attributes: Attributes;
}

function* flattenSpans(origin: Origin, spans: unknown): Generator<TelemetryRecord> {
  for (const item of toList(spans, "spans")) {
    const span = toFields(item, "A span");
    const traceId = toId(span.traceId, 16, "A trace's id");
    const spanId = toId(span.spanId, 8, "A span's id");
    if (traceId === "" || spanId === "") {
      throw new MalformedError("A span needs the ids of its trace and its own.");
    }
    const sentAtNano = toNano(span.startTimeUnixNano);
    yield {
      signal: "span",
      name: toName(span.name),
      scope: origin.scope,
      attributes: readAttributes(span.attributes, origin.attributes, false).kept,
      ...{ sentAtNano, sentAtMs: toMs(sentAtNano), traceId, spanId },
      isFailed: toFields(span.status, "A status").code === 2,
      point: null,
    };
  }
}

function* flattenLogs(origin: Origin, logs: unknown): Generator<TelemetryRecord> {
  for (const item of toList(logs, "logRecords")) {
    const log = toFields(item, "A log record");
    const attributes = readAttributes(log.attributes, origin.attributes, false).kept;
    const times = [toNano(log.timeUnixNano), toNano(log.observedTimeUnixNano)];
    const sentAtNano = times.find((nano) => toMs(nano) !== null) ?? "0";
    const told = Date.parse(attributes.get("event.timestamp") ?? "");
    yield {
      signal: "log",
      name: toName(log.eventName, attributes.get("event.name"), toText(log.body)),
      scope: origin.scope,
      attributes,
      sentAtNano,
      sentAtMs: toMs(sentAtNano) ?? (Number.isNaN(told) ? null : told),
      traceId: toId(log.traceId, 16, "A trace's id"),
      spanId: toId(log.spanId, 8, "A span's id"),
      isFailed: false,
      point: null,
    };
  }
}

const CUMULATIVE = 2;
const NO_RECORDED_VALUE = 1;

function toPoint(origin: Origin, name: string, temporality: unknown, point: Fields): Point | null {
  const value = Number(point.asDouble ?? point.asInt ?? point.sum ?? NaN);
  const isEmpty = (Number(point.flags ?? 0) & NO_RECORDED_VALUE) !== 0;
  if (isEmpty || !Number.isFinite(value) || value < 0) return null;
  const { all } = readAttributes(point.attributes, origin.attributes, true);
  const series = JSON.stringify([origin.scope, name, all.sort()]);
  return {
    value,
    isCumulative: temporality === CUMULATIVE,
    startedAtNano: toNano(point.startTimeUnixNano),
    series: createHash("sha256").update(series).digest("base64url"),
  };
}

function* flattenMetrics(origin: Origin, metrics: unknown): Generator<TelemetryRecord> {
  for (const item of toList(metrics, "metrics")) {
    const metric = toFields(item, "A metric");
    const name = toName(metric.name);
    const { dataPoints, aggregationTemporality } = toFields(
      metric.sum ?? metric.histogram,
      "A metric's data",
    );
    for (const one of toList(dataPoints, "dataPoints")) {
      const fields = toFields(one, "A point");
      const point = toPoint(origin, name, aggregationTemporality, fields);
      if (point === null) continue;
      const sentAtNano = toNano(fields.timeUnixNano);
      yield {
        signal: "metric",
        ...{ name, scope: origin.scope, point },
        attributes: readAttributes(fields.attributes, origin.attributes, false).kept,
        ...{ sentAtNano, sentAtMs: toMs(sentAtNano), traceId: "", spanId: "", isFailed: false },
      };
    }
  }
}

const SHAPES = {
  span: { top: "resourceSpans", middle: "scopeSpans", leaves: "spans", flatten: flattenSpans },
  log: { top: "resourceLogs", middle: "scopeLogs", leaves: "logRecords", flatten: flattenLogs },
  metric: {
    ...{ top: "resourceMetrics", middle: "scopeMetrics", leaves: "metrics" },
    flatten: flattenMetrics,
  },
} as const;
const TOPS = Object.values(SHAPES).map(({ top }) => top);

/**
 * The records of a request, without what the portal does not read.
 * @throws {MalformedError}
 */
export function flattenRequest(signal: Signal, body: unknown): TelemetryRecord[] {
  const request = toFields(body, "The request");
  const { top, middle, leaves, flatten } = SHAPES[signal];
  if (TOPS.some((other) => other !== top && request[other] !== undefined)) {
    throw new MalformedError(`This address takes ${top}; another signal has its own address.`);
  }
  const records: TelemetryRecord[] = [];
  for (const item of toList(request[top], top)) {
    const group = toFields(item, top);
    const none = { kept: new Map<string, string>(), all: [] };
    const isMetric = signal === "metric";
    const list = toFields(group.resource, "A resource").attributes;
    const resource = readAttributes(list, none, isMetric);
    for (const part of toList(group[middle], middle)) {
      const fields = toFields(part, middle);
      const scope = toFields(fields.scope, "A scope");
      const attributes = readAttributes(scope.attributes, resource, isMetric);
      const origin = { scope: toName(scope.name), attributes };
      for (const record of flatten(origin, fields[leaves])) records.push(record);
    }
  }
  return records;
}
