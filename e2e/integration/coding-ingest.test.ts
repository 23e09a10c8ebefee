import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { shareDatabase } from "@/lib/db/client";
import {
  openCodingBed,
  readFixture,
  ROUTES,
  TENANT,
  toRequest,
  type CodingBed,
} from "./coding-bed";

let bed: CodingBed;

beforeAll(async () => {
  bed = await openCodingBed();
});

beforeEach(async () => {
  await bed.db.$executeRaw`TRUNCATE call, call_activity, call_mark, coding_session, call_hourly,
    call_daily, usage_daily, usage_model_daily, tenant_usage_daily, telemetry_health`;
});

afterAll(() => bed.close());

const PROTOBUF = { "content-type": "application/x-protobuf" };
const bytes = async (name: string) => new Uint8Array(await readFixture(name));
const text = async (name: string) => (await readFixture(name)).toString();

const span = (attributes: Record<string, unknown>, changes: Record<string, unknown> = {}) => ({
  resourceSpans: [
    {
      resource: {
        attributes: [{ key: "service.name", value: { stringValue: "pi-token-tracker" } }],
      },
      scopeSpans: [
        {
          spans: [
            {
              ...{ traceId: "4f1d6a3b9c2e48d7a5b0c3e1f2d49701", spanId: "a1b2c3d4e5f60701" },
              ...{ name: "chat m", startTimeUnixNano: "1790000000125000000" },
              attributes: Object.entries({ "gen_ai.operation.name": "chat", ...attributes }).map(
                ([key, value]) => ({
                  key,
                  value: typeof value === "object" ? value : { stringValue: value },
                }),
              ),
              ...changes,
            },
          ],
        },
      ],
    },
  ],
});

describe("what is taken", () => {
  it.each(["json", "pb"])("takes the three signals' fixtures as %s", async (kind) => {
    for (const [path, name] of [
      ["traces", "genai-trace-agent"],
      ["metrics", "claude-code-metrics"],
      ["logs", "claude-code-logs"],
    ] as const) {
      const isJson = kind === "json";
      const body = isJson ? await text(`${name}.json`) : await bytes(`${name}.pb`);
      const response = await bed.post(path, body, isJson ? {} : PROTOBUF);
      expect([response.status, await response.text()]).toEqual([200, isJson ? "{}" : ""]);
      expect(response.headers.get("content-type")).toBe(
        isJson ? "application/json" : "application/x-protobuf",
      );
    }
    await bed.rollUp();
    // 0.024636 of both Claude Code files together, 0.0402 of pi, 0.0125 of the span without a harness.
    expect(await bed.readTotal()).toBe("0.077336");
  });

  it.each([
    ["logs first", ["claude-code-logs", "claude-code-metrics"]],
    ["metrics first", ["claude-code-metrics", "claude-code-logs"]],
    ["metrics alone", ["claude-code-metrics"]],
    ["logs alone", ["claude-code-logs"]],
  ])("counts a session once: %s", async (_, files) => {
    for (const file of files) {
      await bed.post(file.endsWith("logs") ? "logs" : "metrics", await text(`${file}.json`));
      await bed.rollUp();
      expect(await bed.readTotal()).toBe("0.024636");
    }
    const [row] = await bed.db.codingSession.findMany();
    expect(row).toMatchObject({ harness: "claude-code", person: "ada@example.com" });
    expect(row?.costUsd.toFixed()).toBe("0.024636");
  });

  it("takes the same again as nothing new, packed or not, in either encoding", async () => {
    const json = await text("claude-code-logs.json");
    await bed.post("logs", json);
    await bed.post("logs", await bytes("claude-code-logs.pb"), PROTOBUF);
    await bed.post("logs", gzipSync(json), { "content-encoding": "gzip" });
    await bed.rollUp();
    expect(await bed.db.call.count()).toBe(2);
    expect(await bed.readTotal()).toBe("0.024636");
  });

  it.each([
    ["an integer", { intValue: "1" }, "1"],
    ["a double", { doubleValue: 0.0125 }, "0.0125"],
    ["a text", { stringValue: "0.0125" }, "0.0125"],
    ["a negative number", { doubleValue: -1 }, "0"],
    ["no number", { stringValue: "NaN" }, "0"],
  ])("reads a cost that is %s", async (_, value, total) => {
    const usage = { "gen_ai.usage.input_tokens": 1 };
    await bed.post("traces", span({ ...usage, "agent.cost.total.usd": value }));
    await bed.rollUp();
    expect(await bed.readTotal()).toBe(total);
  });

  it.each([
    ["nothing at all", "application/json", "", "{}"],
    ["an empty object", "application/json; charset=utf-8", "{}", "{}"],
    ["zero bytes of protobuf", "APPLICATION/X-PROTOBUF", "", ""],
    ["unknown keys", "application/json", '{"futureField":{"a":1}}', "{}"],
  ])("takes %s", async (_, contentType, body, answer) => {
    const response = await bed.post("traces", body, { "content-type": contentType });
    expect([response.status, await response.text()]).toEqual([200, answer]);
  });

  it("counts what is too old to be kept, says so, and takes the rest", async () => {
    const old = span(
      { "gen_ai.usage.input_tokens": 1 },
      { startTimeUnixNano: "1500000000000000000" },
    );
    const response = await bed.post("traces", old);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedSpans: "1" } });
    const [health] = await bed.db.telemetryHealth.findMany();
    expect(health?.rejectedBecause).toMatch(/older/);
  });
});

describe("what is refused", () => {
  const good = span({ "gen_ai.usage.input_tokens": 1 });
  it.each([
    ["no JSON", "traces", "{", {}, 400],
    ["JSON said to be protobuf", "traces", "{}", PROTOBUF, 400],
    ["another signal", "traces", { resourceLogs: [] }, {}, 400],
    ["an id of the wrong length", "traces", span({}, { traceId: "abc" }), {}, 400],
    ["no id", "traces", span({}, { spanId: undefined }), {}, 400],
    ["a list for an object", "logs", { resourceLogs: [[]] }, {}, 400],
    ["another type", "traces", good, { "content-type": "text/plain" }, 415],
    ["another packing", "traces", good, { "content-encoding": "br" }, 415],
    ["what is not packed as it says", "traces", good, { "content-encoding": "gzip" }, 400],
    ["no token", "traces", good, { authorization: "" }, 401],
    ["an unknown token", "traces", good, { authorization: `Bearer tkr_${"0".repeat(48)}` }, 401],
  ] as const)("%s on %s: %s", async (_, path, body, headers, status) => {
    const response = await bed.post(path, body, headers);
    expect(response.status).toBe(status);
    if (response.headers.get("content-type") === "application/json") {
      expect(await response.json()).toMatchObject({ code: expect.any(Number) as number });
    }
  });

  it("logs of protobuf on the traces' address", async () => {
    const response = await bed.post("traces", await bytes("claude-code-logs.pb"), PROTOBUF);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/x-protobuf");
  });

  it("a token that was made for something else, and says so at the token", async () => {
    const sender = await bed.addSender("user", "eve@example.com", ["usage:read"]);
    const headers = { authorization: `Bearer ${sender.secret}` };
    expect((await bed.post("traces", good, headers)).status).toBe(403);
  });

  it.each([
    ["sent", {}, (body: string) => body],
    ["inflated", { "content-encoding": "gzip" }, (body: string) => gzipSync(body)],
  ])("what is too large as %s", async (_, headers, pack) => {
    const body = " ".repeat(21 * 1024 * 1024);
    expect((await bed.post("traces", pack(body), headers)).status).toBe(413);
  });

  it("for a moment, while the database cannot be reached", async () => {
    const request = toRequest("traces", good, { authorization: `Bearer ${bed.secret}` });
    const error = new Error("Connection terminated unexpectedly");
    vi.spyOn(bed.db, "$transaction").mockRejectedValueOnce(error);
    const response = await ROUTES.traces(request);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
    shareDatabase(bed.db);
  });
});

describe("content", () => {
  const MARKER = "CONTENT-THAT-IS-NEVER-STORED";
  const KEYS = [
    ...["gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.system_instructions"],
    ...["gen_ai.tool.call.arguments", "gen_ai.tool.call.result", "gen_ai.tool.definitions"],
    ...["gen_ai.prompt", "gen_ai.completion", "gen_ai.tool_arguments", "prompt", "response"],
    ...["body", "tool_input", "tool_parameters", "error", "agent.workspace.cwd", "code.cwd"],
    ...[
      "workspace.host_paths",
      "hidden_params",
      "metadata.spend_logs_metadata",
      "agent.stop_reason",
    ],
  ];
  const contents = KEYS.map((key) => ({ key, value: { stringValue: MARKER } }));

  async function dumpDatabase(): Promise<string> {
    const tables = await bed.db.$queryRaw<{ name: string }[]>`
      SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema IN ('public', 'call_months') AND table_type = 'BASE TABLE'`;
    const rows = await Promise.all(
      tables.map(({ name }) => bed.db.$queryRawUnsafe(`SELECT t::text AS row FROM ${name} t`)),
    );
    return JSON.stringify(rows);
  }

  it("is in no table and in no answer, whichever attribute or body carries it", async () => {
    const stdout = vi.spyOn(process.stdout, "write");
    const usage = { "gen_ai.usage.input_tokens": 10 };
    const request = span(usage, { name: `${MARKER} (a name)`, events: [{ attributes: contents }] });
    request.resourceSpans[0]?.resource.attributes.push(...contents);
    request.resourceSpans[0]?.scopeSpans[0]?.spans[0]?.attributes.push(...contents);
    const answers = [await bed.post("traces", request)];
    const record = {
      ...{ timeUnixNano: "1790000000125000000", body: { stringValue: MARKER }, eventName: MARKER },
      attributes: [{ key: "event.name", value: { stringValue: "api_request" } }, ...contents],
    };
    const resource = {
      attributes: [{ key: "service.name", value: { stringValue: "claude-code" } }, ...contents],
    };
    const logs = { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record] }] }] };
    answers.push(await bed.post("logs", logs));
    answers.push(await bed.post("traces", await text("genai-trace-agent.json")));
    answers.push(await bed.post("traces", `{"resourceSpans": "${MARKER}"}`));
    await bed.rollUp();
    const dump = await dumpDatabase();
    expect(dump).toContain(TENANT);
    expect(dump).not.toContain(MARKER);
    expect(dump).not.toContain("FIXTURE-CONTENT-MUST-NOT-BE-STORED");
    for (const answer of answers) expect(await answer.text()).not.toContain(MARKER);
    expect(JSON.stringify(stdout.mock.calls)).not.toContain(MARKER);
  });
});
