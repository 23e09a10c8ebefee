import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  TracerProvider,
  type IdGenerator,
  type SpanExporter,
} from "@opentelemetry/sdk-trace";
import { createRandom, type SyntheticCall } from "./synthetic-week";

const VERSION = "1.0.0";
const BATCH = 512;

/** The same calls get the same ids, so that sending a week again adds nothing. */
function createIds(seed: number): IdGenerator {
  const random = createRandom(seed);
  const toHex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
  return { generateTraceId: () => toHex(32), generateSpanId: () => toHex(16) };
}

interface EmitTarget {
  /** The portal's address. */
  url: string;
  /** With the scope `otlp:write`. */
  token: string;
}

/** An exporter says nothing of what it dropped; this one remembers why. */
function watch(exporter: SpanExporter): { exporter: SpanExporter; failures: Error[] } {
  const failures: Error[] = [];
  const watched: SpanExporter = {
    export: (spans, done) => {
      exporter.export(spans, (result) => {
        if (result.error) failures.push(result.error);
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
  return { exporter: watched, failures };
}

/** @throws where the portal did not take all of it */
async function emitService(
  service: string,
  calls: readonly SyntheticCall[],
  { url, token }: EmitTarget,
): Promise<void> {
  const { exporter, failures } = watch(
    new OTLPTraceExporter({
      url: new URL("/api/otlp/v1/traces", url).href,
      headers: { authorization: `Bearer ${token}` },
    }),
  );
  const maxQueueSize = calls.length + BATCH;
  const processor = new BatchSpanProcessor({ exporter, maxExportBatchSize: BATCH, maxQueueSize });
  const resource = resourceFromAttributes({ "service.name": service, "service.version": VERSION });
  const provider = new TracerProvider({
    ...{ resource, spanProcessors: [processor] },
    idGenerator: createIds(service.length),
  });
  const tracer = provider.getTracer(service, VERSION);
  for (const { name, startedAt, durationMs, attributes } of calls) {
    const span = tracer.startSpan(name, { startTime: startedAt, attributes, root: true });
    span.end(new Date(startedAt.getTime() + durationMs));
  }
  // It rejects with all failures at once, whose words are the same.
  await provider.forceFlush().catch(() => undefined);
  await provider.shutdown();
  const [failure] = failures;
  if (failure) throw new Error(`The portal did not take the calls: ${failure.message}`);
}

/** Sends calls to a portal as an agent's own exporter would. */
export async function emitCalls(
  calls: readonly SyntheticCall[],
  target: EmitTarget,
): Promise<void> {
  for (const service of new Set(calls.map((call) => call.service))) {
    await emitService(
      service,
      calls.filter((call) => call.service === service),
      target,
    );
  }
}
