/** The three kinds of telemetry; of one session the best that arrived counts, in this order. */
export const SIGNAL_RANK = { metric: 1, span: 2, log: 3 } as const;
export type Signal = keyof typeof SIGNAL_RANK;

/** A number of a metric with what tells its repetitions apart. */
export interface Point {
  value: number;
  isCumulative: boolean;
  /** When the series began, as sent; "0" where it does not say. */
  startedAtNano: string;
  /** A hash of everything that makes the series. */
  series: string;
}

/** One log record, span or point of a metric, with the attributes that the portal reads and no others. */
export interface TelemetryRecord {
  signal: Signal;
  /** A span's or metric's name, an event's name. */
  name: string;
  scope: string;
  /** Of resource, scope and record, the last one first; numbers and booleans as text. */
  attributes: ReadonlyMap<string, string>;
  /** Null where the sender named no time. */
  sentAtMs: number | null;
  /** The time as sent, for the natural key. */
  sentAtNano: string;
  /** Of spans, and of logs that name one; else empty. */
  traceId: string;
  spanId: string;
  isFailed: boolean;
  /** Only of metrics. */
  point: Point | null;
}

/** The first of the attributes that has a value; empty where none has. */
export function readText(record: TelemetryRecord, ...keys: readonly string[]): string {
  for (const key of keys) {
    const value = record.attributes.get(key);
    if (value !== undefined && value !== "") return value;
  }
  return "";
}

/** A number however it was spelled; null where there is none, or one that no amount can have. */
export function readNumber(record: TelemetryRecord, ...keys: readonly string[]): number | null {
  for (const key of keys) {
    const text = record.attributes.get(key);
    if (text === undefined || text.trim() === "") continue;
    const value = Number(text);
    if (Number.isFinite(value) && value >= 0) return value;
  }
  return null;
}

export function readCount(record: TelemetryRecord, ...keys: readonly string[]): number {
  return Math.round(readNumber(record, ...keys) ?? 0);
}
