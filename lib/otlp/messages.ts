import protobuf from "protobufjs/light.js";
import type { Signal } from "@/lib/coding/telemetry";

/** `name: [number, type]`; a type with `[]` repeats. */
type Fields = Record<string, readonly [id: number, type: string]>;

/**
 * The messages of opentelemetry-proto 1.x with their official numbers, as far as the portal reads them: a decoder
 * skips fields that it does not know. Bodies of logs, events and links of spans are content and not among them,
 * but for a body's text, which may be an event's name.
 */
const MESSAGES: Record<string, Fields> = {
  ExportTraceServiceRequest: { resourceSpans: [1, "ResourceSpans[]"] },
  ExportMetricsServiceRequest: { resourceMetrics: [1, "ResourceMetrics[]"] },
  ExportLogsServiceRequest: { resourceLogs: [1, "ResourceLogs[]"] },
  ExportPartialSuccess: { rejected: [1, "int64"], errorMessage: [2, "string"] },
  ExportServiceResponse: { partialSuccess: [1, "ExportPartialSuccess"] },
  Status: { code: [1, "int32"], message: [2, "string"] },

  AnyValue: {
    stringValue: [1, "string"],
    boolValue: [2, "bool"],
    intValue: [3, "int64"],
    doubleValue: [4, "double"],
  },
  KeyValue: { key: [1, "string"], value: [2, "AnyValue"] },
  Resource: { attributes: [1, "KeyValue[]"] },
  InstrumentationScope: {
    name: [1, "string"],
    version: [2, "string"],
    attributes: [3, "KeyValue[]"],
  },

  ResourceSpans: { resource: [1, "Resource"], scopeSpans: [2, "ScopeSpans[]"] },
  ScopeSpans: { scope: [1, "InstrumentationScope"], spans: [2, "Span[]"] },
  Span: {
    traceId: [1, "bytes"],
    spanId: [2, "bytes"],
    name: [5, "string"],
    startTimeUnixNano: [7, "fixed64"],
    attributes: [9, "KeyValue[]"],
    status: [15, "SpanStatus"],
  },
  SpanStatus: { code: [3, "int32"] },

  ResourceLogs: { resource: [1, "Resource"], scopeLogs: [2, "ScopeLogs[]"] },
  ScopeLogs: { scope: [1, "InstrumentationScope"], logRecords: [2, "LogRecord[]"] },
  LogRecord: {
    timeUnixNano: [1, "fixed64"],
    body: [5, "AnyValue"],
    attributes: [6, "KeyValue[]"],
    traceId: [9, "bytes"],
    spanId: [10, "bytes"],
    observedTimeUnixNano: [11, "fixed64"],
    eventName: [12, "string"],
  },

  ResourceMetrics: { resource: [1, "Resource"], scopeMetrics: [2, "ScopeMetrics[]"] },
  ScopeMetrics: { scope: [1, "InstrumentationScope"], metrics: [2, "Metric[]"] },
  Metric: { name: [1, "string"], sum: [7, "Sum"], histogram: [9, "Histogram"] },
  Sum: { dataPoints: [1, "NumberDataPoint[]"], aggregationTemporality: [2, "int32"] },
  Histogram: { dataPoints: [1, "HistogramDataPoint[]"], aggregationTemporality: [2, "int32"] },
  NumberDataPoint: {
    startTimeUnixNano: [2, "fixed64"],
    timeUnixNano: [3, "fixed64"],
    asDouble: [4, "double"],
    asInt: [6, "sfixed64"],
    attributes: [7, "KeyValue[]"],
    flags: [8, "uint32"],
  },
  HistogramDataPoint: {
    startTimeUnixNano: [2, "fixed64"],
    timeUnixNano: [3, "fixed64"],
    sum: [5, "double"],
    attributes: [9, "KeyValue[]"],
    flags: [10, "uint32"],
  },
};

/** Of each a value is set or it is not: zero is a value. */
const ONE_OF: Record<string, readonly string[]> = {
  AnyValue: ["stringValue", "boolValue", "intValue", "doubleValue"],
  NumberDataPoint: ["asDouble", "asInt"],
};

function createRoot(): protobuf.Root {
  const root = new protobuf.Root();
  for (const [name, fields] of Object.entries(MESSAGES)) {
    const type = new protobuf.Type(name);
    for (const [field, [id, kind]] of Object.entries(fields)) {
      const isRepeated = kind.endsWith("[]");
      const rule = isRepeated ? "repeated" : undefined;
      type.add(new protobuf.Field(field, id, isRepeated ? kind.slice(0, -2) : kind, rule));
    }
    const choices = ONE_OF[name];
    if (choices) type.add(new protobuf.OneOf("choice", [...choices]));
    root.add(type);
  }
  root.resolveAll();
  return root;
}

const root = createRoot();

const REQUESTS: Record<Signal, protobuf.Type> = {
  span: root.lookupType("ExportTraceServiceRequest"),
  metric: root.lookupType("ExportMetricsServiceRequest"),
  log: root.lookupType("ExportLogsServiceRequest"),
};

/**
 * A request as JSON would have it, but for its ids, which are bytes.
 * @throws for bytes that are no such message
 */
export function decodeRequest(signal: Signal, bytes: Uint8Array): unknown {
  const type = REQUESTS[signal];
  return type.toObject(type.decode(bytes), { longs: String });
}

function encode(name: string, message: Record<string, unknown>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(root.lookupType(name).encode(message).finish());
}

/** The answer for a request that was taken, whichever signal it was: zero bytes where all of it was. */
export function encodeResponse(rejected: number, errorMessage: string): Uint8Array<ArrayBuffer> {
  if (errorMessage === "") return new Uint8Array();
  return encode("ExportServiceResponse", { partialSuccess: { rejected, errorMessage } });
}

export function encodeStatus(code: number, message: string): Uint8Array<ArrayBuffer> {
  return encode("Status", { code, message });
}
