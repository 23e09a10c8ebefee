import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MS_PER_DAY } from "@/lib/time";
import { openCodingBed, TENANT, type CodingBed, type Path } from "./coding-bed";

let bed: CodingBed;

beforeAll(async () => {
  bed = await openCodingBed();
});

afterAll(() => bed.close());

const toAttributes = (values: Record<string, string | number>) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { doubleValue: value } : { stringValue: value },
  }));

const SERVICE = { attributes: toAttributes({ "service.name": "claude-code" }) };
const GATEWAY = { attributes: toAttributes({ "service.name": "litellm" }) };

/** One call as it truly was. */
interface Call {
  session: number;
  index: number;
  microUsd: number;
  sentAtMs: number;
  /** It went through the gateway, which tells of it too. */
  isGateway: boolean;
}

const toNano = (ms: number) => `${ms}000000`;
const toHexId = (call: Call, length: number) =>
  (call.session * 1_000 + call.index + 1).toString(16).padStart(length, "0");
const toValues = (call: Call) => ({
  ...{ "session.id": `session-${call.session}`, model: "claude-x", input_tokens: 10 },
  ...{ request_id: `req-${call.session}-${call.index}`, cost_usd: call.microUsd / 1_000_000 },
});

interface Telling {
  path: Path;
  body: unknown;
}

const TELL: Record<"log" | "span" | "metric" | "gateway", (call: Call) => Telling> = {
  log: (call) => {
    const attributes = toAttributes({ ...toValues(call), "event.name": "api_request" });
    const record = { timeUnixNano: toNano(call.sentAtMs), attributes };
    const scopeLogs = [{ logRecords: [record] }];
    return { path: "logs", body: { resourceLogs: [{ resource: SERVICE, scopeLogs }] } };
  },
  span: (call) => {
    const span = {
      ...{ traceId: toHexId(call, 32), spanId: toHexId(call, 16) },
      ...{ name: "claude_code.llm_request", startTimeUnixNano: toNano(call.sentAtMs - 40) },
      attributes: toAttributes(toValues(call)),
    };
    const scopeSpans = [{ spans: [span] }];
    return { path: "traces", body: { resourceSpans: [{ resource: SERVICE, scopeSpans }] } };
  },
  metric: (call) => {
    const { "session.id": id, model } = toValues(call);
    const point = {
      attributes: toAttributes({ "session.id": id, model }),
      startTimeUnixNano: toNano(call.sentAtMs - 60_000 + call.index),
      ...{ timeUnixNano: toNano(call.sentAtMs + call.index), asDouble: call.microUsd / 1_000_000 },
    };
    const sum = { aggregationTemporality: 1, isMonotonic: true, dataPoints: [point] };
    const scopeMetrics = [{ metrics: [{ name: "claude_code.cost.usage", sum }] }];
    return { path: "metrics", body: { resourceMetrics: [{ resource: SERVICE, scopeMetrics }] } };
  },
  gateway: (call) => {
    const span = {
      ...{ traceId: `f${toHexId(call, 31)}`, spanId: `f${toHexId(call, 15)}` },
      ...{ name: "litellm_request", startTimeUnixNano: toNano(call.sentAtMs + 15) },
      attributes: toAttributes({
        ...{ "gen_ai.response.id": toValues(call).request_id, "gen_ai.request.model": "claude-x" },
        "gen_ai.cost.total_cost": call.microUsd / 1_000_000,
      }),
    };
    const scopeSpans = [{ spans: [span] }];
    return { path: "traces", body: { resourceSpans: [{ resource: GATEWAY, scopeSpans }] } };
  },
};

const sessionArbitrary = fc.record({
  /** A session whose calls all came as each of these; points alone cannot be told from the gateway's. */
  signals: fc.subarray(["log", "span", "metric"] as const, { minLength: 1 }),
  calls: fc.array(
    fc.record({
      microUsd: fc.integer({ min: 0, max: 5_000_000 }),
      agoMs: fc.integer({ min: 60_000, max: 7 * MS_PER_DAY }),
      isGateway: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

const weekArbitrary = fc.record({
  sessions: fc.array(sessionArbitrary, { minLength: 1, maxLength: 4 }),
  /** Where each telling is put in the order of arrival, and how often it comes. */
  places: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 3 })), {
    ...{ minLength: 80, maxLength: 80 },
  }),
  batch: fc.integer({ min: 1, max: 9 }),
  rollUpEvery: fc.integer({ min: 1, max: 5 }),
});

/** What one request would say that has all of these. */
function merge(tellings: readonly Telling[]): Telling[] {
  return (["logs", "traces", "metrics"] as const).flatMap((path) => {
    const bodies = tellings.filter((one) => one.path === path).map(({ body }) => body as object);
    const [key] = bodies.flatMap(Object.keys);
    if (key === undefined) return [];
    const groups = bodies.flatMap((body) => Object.values(body) as unknown[][]).flat();
    return [{ path, body: { [key]: groups } }];
  });
}

let round = 0;

it("finds the total of one clean pass, however the same calls are told, split, repeated and delayed", async () => {
  await fc.assert(
    fc.asyncProperty(weekArbitrary, async ({ sessions, places, batch, rollUpEvery }) => {
      round += 1;
      await bed.db.$executeRaw`TRUNCATE call, call_activity, call_mark, coding_session, call_hourly,
        call_daily, usage_daily, usage_model_daily, tenant_usage_daily`;
      const now = Date.now();
      const tellings: Telling[] = [];
      let expected = 0;
      sessions.forEach(({ signals, calls }, session) => {
        calls.forEach(({ microUsd, agoMs, isGateway }, index) => {
          const isTold = isGateway && signals.some((signal) => signal !== "metric");
          const base = { session: round * 10 + session, index, microUsd };
          const call = { ...base, sentAtMs: now - agoMs, isGateway: isTold };
          for (const signal of signals) tellings.push(TELL[signal](call));
          if (isTold) tellings.push(TELL.gateway(call));
          else expected += microUsd;
        });
      });
      const arrivals = tellings.flatMap((telling, index) => {
        const [place = 0, times = 1] = places[index] ?? [];
        return Array.from({ length: times }, (_, at) => ({ telling, place: place * (at + 1) }));
      });
      arrivals.sort((a, b) => a.place - b.place);
      for (let at = 0; at < arrivals.length; at += batch) {
        const part = arrivals.slice(at, at + batch).map(({ telling }) => telling);
        for (const { path, body } of merge(part)) {
          expect((await bed.post(path, body)).status).toBe(200);
        }
        if ((at / batch) % rollUpEvery === 0) await bed.rollUp();
      }
      await bed.rollUp();
      const total = Math.round(Number(await bed.readTotal(TENANT)) * 1_000_000);
      expect(total).toBe(expected);
      const sums = await bed.db.callDaily.aggregate({
        where: { chargedBy: "direct" },
        _sum: { costUsd: true },
      });
      expect(Math.round(Number(sums._sum.costUsd ?? 0) * 1_000_000)).toBe(expected);
    }),
    { numRuns: 40 },
  );
});
