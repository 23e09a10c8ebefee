import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keepCallMonths } from "@/lib/sync/coding/keep-months";
import { listMonths } from "@/lib/sync/coding/month-store";
import { insertAgent, insertTenant, toOperator } from "@/lib/testing/factories";
import { getCodingSplit, getSession, listSessions } from "@/lib/coding/service";
import { addMonths, startOfMonth, toIsoDay } from "@/lib/time";
import { openCodingBed, TENANT, type CodingBed } from "./coding-bed";

let bed: CodingBed;

beforeAll(async () => {
  bed = await openCodingBed();
  await insertTenant(bed.db, "platform", "Platform");
});

beforeEach(async () => {
  await bed.db.$executeRaw`TRUNCATE call, call_activity, call_mark, coding_session, call_hourly,
    call_daily, usage_daily, usage_model_daily, tenant_usage_daily`;
});

afterAll(() => bed.close());

type Values = Record<string, string | number>;

const nowNano = () => `${Date.now() - 60_000}000000`;
const toAttributes = (values: Values) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { doubleValue: value } : { stringValue: value },
  }));

const toLogs = (service: string, ...records: Values[]) => ({
  resourceLogs: [
    {
      resource: { attributes: toAttributes({ "service.name": service }) },
      scopeLogs: [
        {
          logRecords: records.map((values) => ({
            timeUnixNano: nowNano(),
            attributes: toAttributes(values),
          })),
        },
      ],
    },
  ],
});

let spans = 0;
const toSpan = (service: string, name: string, values: Values) => {
  spans += 1;
  const spanId = spans.toString(16).padStart(16, "0");
  return {
    resourceSpans: [
      {
        resource: { attributes: toAttributes({ "service.name": service }) },
        scopeSpans: [
          {
            spans: [
              {
                ...{ traceId: `${spanId}${spanId}`, spanId, name, startTimeUnixNano: nowNano() },
                attributes: toAttributes(values),
              },
            ],
          },
        ],
      },
    ],
  };
};

const CALL = { "event.name": "api_request", "session.id": "s", model: "m", input_tokens: 5 };

describe("charged once", () => {
  it("leaves a call to the gateway that tells of it too, whichever comes first", async () => {
    const agent = toLogs("claude-code", { ...CALL, request_id: "req-1", cost_usd: 0.5 });
    const gateway = toSpan("litellm", "litellm_request", {
      ...{ "gen_ai.response.id": "req-1", "gen_ai.request.model": "m" },
      ...{ "gen_ai.usage.input_tokens": 5, "gen_ai.cost.total_cost": 0.5 },
    });
    for (const order of [
      [agent, gateway],
      [gateway, agent],
    ]) {
      for (const body of order) {
        await bed.post("resourceLogs" in body ? "logs" : "traces", body);
        await bed.rollUp();
      }
      expect(await bed.readTotal()).toBe("0");
      const rows = await bed.db.callDaily.findMany();
      expect(rows.map((row) => `${row.harness} ${row.chargedBy} ${row.costUsd.toFixed()}`)).toEqual(
        ["claude-code gateway 0.5"],
      );
      await bed.db.$executeRaw`TRUNCATE call, coding_session, call_hourly, call_daily`;
    }
  });

  it("leaves a call to the gateway that was its server", async () => {
    const values = { "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 5 };
    const server = { "server.address": "127.0.0.1", "gen_ai.usage.cost": 0.5 };
    await bed.post("traces", toSpan("my-bot", "chat m", { ...values, ...server }));
    await bed.rollUp();
    expect(await bed.readTotal()).toBe("0");
  });

  it("shows a call outside the gateway as an agent of its tenant", async () => {
    await bed.post("logs", toLogs("claude-code", { ...CALL, request_id: "r", cost_usd: 0.5 }));
    await bed.rollUp();
    const [row] = await bed.db.usageDaily.findMany();
    expect(row).toMatchObject({
      ...{ tenantId: TENANT, agentId: "coding-agent:claude-code", source: "coding-agent" },
    });
    expect(await bed.readTotal()).toBe("0.5");
  });
});

describe("what comes later", () => {
  const cursor = (name: string, output: number) =>
    toLogs("cursor", {
      ...{ "event.name": name, "cursor.conversation.id": "c", "cursor.usage_event.id": "e" },
      ...{ "cursor.model.name": "m", "cursor.api.request.output_tokens": output },
    });

  it("amends the call that it corrects and makes no second one", async () => {
    await bed.post("logs", cursor("cursor.api.request", 100));
    const [before] = await bed.db.call.findMany();
    await bed.post("logs", cursor("cursor.api.correction", 70));
    const after = await bed.db.call.findMany();
    expect(after).toHaveLength(1);
    expect(after[0]?.sentAt).toEqual(before?.sentAt);
    expect(Number(after[0]?.outputTokens)).toBe(70);
  });

  it("is the same call when it comes again without a time", async () => {
    const body = toLogs("claude-code", { ...CALL, request_id: "timeless", cost_usd: 0.5 });
    const record = body.resourceLogs[0]?.scopeLogs[0]?.logRecords[0];
    if (record) record.timeUnixNano = "0";
    await bed.post("logs", body);
    await bed.post("logs", body);
    expect(await bed.db.call.count()).toBe(1);
  });

  it("gives a session's calls the repository that a hook tells afterwards", async () => {
    await bed.post("logs", toLogs("claude-code", { ...CALL, request_id: "r", cost_usd: 0.5 }));
    await bed.rollUp();
    const hook = {
      ...{
        "event.name": "tokenroll.session",
        "session.id": "s",
        "tokenroll.harness": "claude-code",
      },
      ...{ "vcs.repository.name": "example/ledger", "vcs.ref.head.name": "main" },
    };
    await bed.post("logs", toLogs("tokenroll", hook));
    await bed.rollUp();
    const [day] = await bed.db.callDaily.findMany();
    expect([day?.repository, day?.costUsd.toFixed()]).toEqual(["example/ledger", "0.5"]);
  });
});

describe("whose call it is", () => {
  const named = { ...CALL, cost_usd: 0.5, "user.email": "bob@example.com", "team.id": "platform" };
  const findCall = () => bed.db.call.findFirst({ select: { person: true, tenantId: true } });

  it("is the token's owner's, whatever the record says", async () => {
    await bed.addSender("user", "bob@example.com");
    await bed.post("logs", toLogs("claude-code", { ...named, request_id: "1" }));
    expect(await findCall()).toEqual({ person: "ada@example.com", tenantId: TENANT });
  });

  it("is whom an administrator's token names", async () => {
    const { secret } = await bed.addSender("platform_admin", "root@example.com");
    const headers = { authorization: `Bearer ${secret}` };
    await bed.post("logs", toLogs("claude-code", { ...named, request_id: "2" }), headers);
    expect(await findCall()).toEqual({ person: "bob@example.com", tenantId: "platform" });
  });

  it("is of the tenant whose key the owner has", async () => {
    const { secret } = await bed.addSender("user", "kim@example.com");
    await insertAgent(bed.db, "platform", "key-of-kim", { ownerEmail: "kim@example.com" });
    const headers = { authorization: `Bearer ${secret}` };
    await bed.post("logs", toLogs("claude-code", { ...CALL, request_id: "3" }), headers);
    expect(await findCall()).toEqual({ person: "kim@example.com", tenantId: "platform" });
  });
});

describe("who sees it", () => {
  const today = toIsoDay(new Date());
  const lists = { tenant: [], person: [], harness: [], model: [], provider: [], repository: [] };
  const query = {
    ...{ ...lists, environment: [], billing: [], source: [], format: "json" as const },
    ...{ start_date: toIsoDay(new Date(Date.now() - 86_400_000)), end_date: today },
  };

  it("shows the own calls, those of an operator's tenants, and nothing of others", async () => {
    await bed.post("logs", toLogs("claude-code", { ...CALL, request_id: "r", cost_usd: 0.5 }));
    await bed.rollUp();
    const viewers = [
      [bed.viewer, 1],
      [{ ...toOperator(TENANT), email: "op@example.com" }, 1],
      [{ ...toOperator("platform"), email: "op@example.com" }, 0],
      [{ ...bed.viewer, email: "eve@example.com" }, 0],
    ] as const;
    for (const [viewer, count] of viewers) {
      const split = await getCodingSplit(viewer, { ...query, by: "model" });
      expect((await split.load()).data).toHaveLength(count);
      const sessions = await listSessions(viewer, { ...query, is_long: "false", page: 1 });
      expect((await sessions.load()).data.total).toBe(count);
      const asked = getSession(
        viewer,
        { harness: "claude-code", sessionId: "s" },
        { tenant: TENANT },
      );
      if (count === 0) await expect(asked).rejects.toMatchObject({ code: "not_found" });
      else expect((await (await asked).load()).data.calls).toHaveLength(1);
    }
  });
});

describe("the months of calls", () => {
  it("are made ahead and dropped after their time, and sums stay", async () => {
    await bed.post("logs", toLogs("claude-code", { ...CALL, request_id: "r", cost_usd: 0.5 }));
    await bed.rollUp();
    const now = new Date();
    const later = new Date(`${addMonths(toIsoDay(now), 14)}T00:00:00Z`);
    await keepCallMonths(bed.db, later);
    const months = (await listMonths(bed.db)).sort();
    const first = startOfMonth(toIsoDay(later));
    expect([months[0], months.at(-1)]).toEqual([addMonths(first, -13), addMonths(first, 2)]);
    expect(await bed.db.call.count()).toBe(0);
    expect(await bed.readTotal()).toBe("0.5");
    expect(await keepCallMonths(bed.db, now)).toBeGreaterThan(0);
  });
});
