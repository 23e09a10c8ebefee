import { mkdtemp, rm, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { OTLPLogExporter as JsonLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPLogExporter as ProtoLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import {
  AggregationTemporalityPreference,
  OTLPMetricExporter as JsonMetricExporter,
} from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPMetricExporter as ProtoMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter as JsonTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtoTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDatabase, shareDatabase, type Database } from "@/lib/db/client";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "@/lib/db/embedded";
import { migrateDatabase } from "@/lib/db/migrate";
import { rollUpCalls } from "@/lib/sync/coding/roll-up-calls";
import { insertAccount, insertTenant } from "@/lib/testing/factories";
import { createTokenSecret, hashTokenSecret, toTokenHint } from "@/lib/tokens/secret";
import { MS_PER_DAY } from "@/lib/time";
import { TENANT, type Path } from "./coding-bed";
import { startCodingPortal, type CodingPortal } from "./coding-portal";

let dataDir: string;
let postgres: EmbeddedPostgres;
let db: Database;
let portal: CodingPortal;
let secret: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "tokenroll-exporters-"));
  await chmod(dataDir, 0o755); // As root the server runs as another account, which must get in.
  postgres = await startEmbeddedPostgres({ dataDir });
  await migrateDatabase(postgres.url);
  db = createDatabase(postgres.url, { poolSize: 5, connectTimeoutMs: 2_000 });
  shareDatabase(db);
  await insertTenant(db, TENANT);
  const { userId } = await insertAccount(db, "user", "ada@example.com");
  await db.tenantMember.create({ data: { userId, tenantId: TENANT } });
  secret = createTokenSecret();
  await db.apiToken.create({
    data: {
      ...{ userId, name: "Laptop", scopes: ["otlp:write"], hint: toTokenHint(secret) },
      ...{ hash: hashTokenSecret(secret), expiresAt: new Date(Date.now() + MS_PER_DAY) },
    },
  });
  portal = await startCodingPortal();
});

afterAll(async () => {
  await portal.close();
  shareDatabase(undefined);
  await db.$disconnect();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const CALLS = 20;
const MICRO_USD = 1_234;
const delta = { temporalityPreference: AggregationTemporalityPreference.DELTA };

/** The SDK's own exporters, as agents have them. */
const ENCODINGS = {
  json: {
    Log: JsonLogExporter,
    Metric: JsonMetricExporter,
    Trace: JsonTraceExporter,
    pack: "none",
  },
  "json, packed": {
    ...{ Log: JsonLogExporter, Metric: JsonMetricExporter, Trace: JsonTraceExporter, pack: "gzip" },
  },
  protobuf: {
    ...{ Log: ProtoLogExporter, Metric: ProtoMetricExporter, Trace: ProtoTraceExporter },
    pack: "none",
  },
} as const;

interface Agent {
  /** Makes the calls; nothing is sent yet. */
  work: () => void;
  flush: () => Promise<void>;
  close: () => Promise<void>;
}

/** An agent that tells each call as a log, a span and a step of a metric. */
function startAgent(encoding: keyof typeof ENCODINGS, session: string): Agent {
  const { Log, Metric, Trace, pack } = ENCODINGS[encoding];
  const toOptions = (signal: Path) => ({
    url: `${portal.url}/api/otlp/v1/${signal}`,
    headers: { authorization: `Bearer ${secret}` },
    ...(pack === "gzip" ? { compression: "gzip" as never } : {}),
  });
  const resource = resourceFromAttributes({ "service.name": "claude-code" });
  const logs = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor({ exporter: new Log(toOptions("logs")) })],
  });
  const traces = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: new Trace(toOptions("traces")) })],
  });
  const reader = new PeriodicExportingMetricReader({
    exporter: new Metric({ ...toOptions("metrics"), ...delta }),
    exportIntervalMillis: MS_PER_DAY,
  });
  const metrics = new MeterProvider({ resource, readers: [reader] });
  const cost = metrics.getMeter("m").createCounter("claude_code.cost.usage");
  return {
    work: () => {
      for (let call = 0; call < CALLS; call += 1) {
        const attributes = { "session.id": session, model: "claude-x", input_tokens: 10 };
        const request_id = `req-${session}-${call}`;
        const told = { ...attributes, request_id, cost_usd: MICRO_USD / 1_000_000 };
        logs.getLogger("l").emit({ attributes: { ...told, "event.name": "api_request" } });
        const span = { attributes: told, root: true };
        traces.getTracer("t").startSpan("claude_code.llm_request", span).end();
        cost.add(MICRO_USD / 1_000_000, { "session.id": session, model: "claude-x" });
      }
    },
    flush: async () => {
      await Promise.allSettled([logs.forceFlush(), traces.forceFlush(), metrics.forceFlush()]);
    },
    close: async () => {
      await Promise.allSettled([logs.shutdown(), traces.shutdown(), metrics.shutdown()]);
    },
  };
}

async function readSession(session: string) {
  while ((await rollUpCalls(db)) > 0);
  const stored = await db.call.groupBy({
    by: ["signal"],
    where: { sessionId: session },
    _count: true,
    orderBy: { signal: "asc" },
  });
  const found = await db.codingSession.findFirst({ where: { sessionId: session } });
  return {
    rows: stored.map(({ signal, _count }) => `${signal}: ${_count}`),
    micro: Math.round(Number(found?.costUsd ?? 0) * 1_000_000),
  };
}

it.each(Object.keys(ENCODINGS) as (keyof typeof ENCODINGS)[])(
  "takes what the SDK sends as %s, all three signals, once",
  async (encoding) => {
    const session = `plain-${encoding}`;
    const agent = startAgent(encoding, session);
    agent.work();
    await agent.flush();
    await agent.close();
    const { rows, micro } = await readSession(session);
    expect(rows).toEqual(["1: 1", `2: ${CALLS}`, `3: ${CALLS}`]);
    expect(micro).toBe(CALLS * MICRO_USD);
  },
);

it("loses nothing that the SDK still holds, and counts nothing twice, while the database is away", async () => {
  const agents = (Object.keys(ENCODINGS) as (keyof typeof ENCODINGS)[]).map((encoding) => ({
    session: `away-${encoding}`,
    agent: startAgent(encoding, `away-${encoding}`),
  }));
  const { port } = new URL(postgres.url);
  for (const { agent } of agents) agent.work();
  await postgres.stop();
  portal.statuses.length = 0;
  const sent = Promise.all(agents.map(({ agent }) => agent.flush()));
  // Every agent was turned away at least once before the database is back.
  await expect.poll(() => portal.statuses.length).toBeGreaterThanOrEqual(agents.length * 3);
  expect(new Set(portal.statuses)).toEqual(new Set([503]));
  postgres = await startEmbeddedPostgres({ dataDir, port: Number(port) });
  await sent;
  for (const { session, agent } of agents) {
    await agent.close();
    const { rows, micro } = await readSession(session);
    expect([session, rows, micro]).toEqual([
      session,
      ["1: 1", `2: ${CALLS}`, `3: ${CALLS}`],
      CALLS * MICRO_USD,
    ]);
  }
});
