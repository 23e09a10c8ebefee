import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { deliverAlerts } from "@/lib/alerts/deliver";
import { finishDelivery } from "@/lib/alerts/delivery-store";
import { takeLiteLLMEvent } from "@/lib/alerts/receive-litellm-alert";
import { lookForAlerts } from "@/lib/alerts/evaluate-alerts";
import { saveAlertChannel, saveAlertRule } from "@/lib/alerts/rules";
import type { AlertAction, AlertChannelKind, AlertRow } from "@/lib/alerts/schema";
import type { SendSettings } from "@/lib/alerts/send";
import {
  actOnAlert,
  getUnreadAlerts,
  listAlerts,
  listDeliveries,
  markAlertsSeen,
  resendDelivery,
} from "@/lib/alerts/service";
import * as env from "@/lib/env";
import { AppError } from "@/lib/errors";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import {
  adminViewer,
  insertAccount,
  insertAgent,
  insertTenant,
  toOperator,
} from "@/lib/testing/factories";
import { signWebhook } from "@/lib/upstream/delivery/webhook";

interface Received {
  body: string;
  headers: IncomingHttpHeaders;
}

const DAY_MS = 86_400_000;
const OPEN = { state: "open", tenant_id: "", q: "", page: 1 } as const;

let test: TestDatabase;
let http: Server;
let smtp: SMTPServer;
let webhookUrl = "";
const posts: Received[] = [];
const mails: string[] = [];
let status = 200;
let delayMs = 0;
let settings: SendSettings;

beforeAll(async () => {
  test = await createTestDatabase();
  await insertAccount(test.db, "platform_admin", adminViewer.email);
  http = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      posts.push({ body, headers: request.headers });
      setTimeout(() => response.writeHead(status).end(), delayMs);
    });
  });
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
      stream.on("end", () => {
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  webhookUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`;
  const { port } = smtp.server.address() as AddressInfo;
  settings = {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mailFrom: "Tokenroll <alerts@example.com>",
    allowsPrivate: true,
    portalUrl: "https://portal.example.com",
    timeoutMs: 5_000,
    mailTimeoutMs: 5_000,
  };
});

beforeEach(async () => {
  posts.length = 0;
  mails.length = 0;
  status = 200;
  delayMs = 0;
  await test.db
    .$executeRaw`TRUNCATE alert, alert_delivery, alert_channel, budget_period, agent, tenant`;
  await test.db.alertRule.deleteMany({ where: { scope: { not: "everything" } } });
});

afterAll(async () => {
  http.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  await test.drop();
});

async function spend(usd: string, values: { limit?: string; readAt?: Date; resetAt?: Date } = {}) {
  const readAt = values.readAt ?? new Date();
  await test.db.tenant.update({
    where: { id: "acme" },
    data: {
      budgetSpendUsd: usd,
      maxBudgetUsd: values.limit ?? "100",
      budgetDuration: "30d",
      budgetResetAt: values.resetAt ?? new Date(Date.now() + 5 * DAY_MS),
      readAt,
    },
  });
}

async function addChannel(kind: AlertChannelKind, target: string) {
  return saveAlertChannel(adminViewer, { name: kind, kind, tenant_id: "", target });
}

async function addRule(channelIds: string[], percents = [50, 80]) {
  await saveAlertRule(adminViewer, {
    ...{ name: "Acme", scope: "tenant", tenant_id: "acme", entity_id: "", is_enabled: true },
    thresholds: percents.map((percent) => ({ basis: "spent" as const, percent })),
    channel_ids: channelIds,
  });
}

const toAction = (rows: readonly AlertRow[], action: AlertAction["action"]): AlertAction => ({
  ...{ alert_ids: rows.map(({ id }) => id), action, hours: 1 },
});

describe("alerts", () => {
  it("are sent once to each channel, whoever sends and however slow the receiver", async () => {
    await insertTenant(test.db, "acme", "Acme");
    const { channel, secret } = await addChannel("webhook", webhookUrl);
    const slack = await addChannel("slack", webhookUrl);
    const mail = await addChannel("email", "ops@example.com");
    await addRule([channel.id, slack.channel.id, mail.channel.id]);
    await spend("60");
    delayMs = 150;
    await Promise.all([lookForAlerts(new Date()), lookForAlerts(new Date())]);
    await Promise.all([deliverAlerts(settings), deliverAlerts(settings), deliverAlerts(settings)]);
    await spend("61", { readAt: new Date(Date.now() + 1_000) });
    await lookForAlerts(new Date());
    await Promise.all([deliverAlerts(settings), deliverAlerts(settings)]);
    expect(posts).toHaveLength(2);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain("Subject: Budget alert: Acme");
    const signed = posts.find(({ headers }) => headers["x-tokenroll-signature"]);
    const timestamp = Number(signed?.headers["x-tokenroll-timestamp"]);
    expect(signed?.headers["x-tokenroll-signature"]).toBe(
      signWebhook(secret ?? "", timestamp, signed?.body ?? ""),
    );
    expect(JSON.parse(signed?.body ?? "")).toMatchObject({ percent: 50, name: "Acme" });
    const text = posts.find(({ headers }) => !headers["x-tokenroll-signature"])?.body;
    expect(text).toContain("Acme has used 60");
  });

  it("come again after falling below and crossing anew, and in the next period", async () => {
    await insertTenant(test.db, "acme", "Acme");
    const { channel } = await addChannel("webhook", webhookUrl);
    await addRule([channel.id], [50]);
    let clock = Date.now();
    const step = async (usd: string, limit = "100", resetAt?: Date) => {
      clock += 60_000;
      await spend(usd, { limit, readAt: new Date(clock), ...(resetAt ? { resetAt } : {}) });
      await lookForAlerts(new Date());
      await deliverAlerts(settings);
      return posts.length;
    };
    const reset = new Date(clock + 600_000);
    expect(await step("60", "100", reset)).toBe(1);
    const { items } = await listAlerts(adminViewer, OPEN);
    await actOnAlert(adminViewer, toAction(items, "acknowledge"));
    expect(await step("70", "100", reset)).toBe(1);
    expect((await listAlerts(adminViewer, OPEN)).items).toMatchObject([{ state: "acknowledged" }]);
    expect(await step("70", "1000", reset)).toBe(1);
    expect((await listAlerts(adminViewer, OPEN)).items).toEqual([]);
    expect(await step("600", "1000", reset)).toBe(2);
    clock += 3_600_000;
    expect(await step("1", "1000", new Date(clock + 30 * DAY_MS))).toBe(2);
    expect((await listAlerts(adminViewer, OPEN)).items).toEqual([]);
    expect(await step("501", "1000", new Date(clock + 30 * DAY_MS))).toBe(3);
  });

  it("left behind by a worker that died are sent once, after its lease", async () => {
    await insertTenant(test.db, "acme", "Acme");
    await addRule([(await addChannel("webhook", webhookUrl)).channel.id], [50]);
    await spend("60");
    await lookForAlerts(new Date());
    const lease = (ms: number) =>
      test.db.alertDelivery.updateMany({ data: { leaseUntil: new Date(Date.now() + ms) } });
    await lease(60_000);
    expect(await deliverAlerts(settings)).toBe(0);
    await lease(-1);
    await Promise.all([deliverAlerts(settings), deliverAlerts(settings)]);
    expect(posts).toHaveLength(1);
    // The worker wakes up again and ends the attempt that it had begun.
    const { id, attempts } = await test.db.alertDelivery.findFirstOrThrow();
    await finishDelivery({ id, attempts: attempts - 1 }, { state: "dead", lastError: "late" });
    expect(await test.db.alertDelivery.findFirst()).toMatchObject({ state: "sent" });
  });

  it("are tried again, given up in the end, and can be sent again by hand", async () => {
    await insertTenant(test.db, "acme", "Acme");
    const { channel } = await addChannel("webhook", webhookUrl);
    await addRule([channel.id], [50]);
    await spend("60");
    status = 503;
    await lookForAlerts(new Date());
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await deliverAlerts(settings);
      await test.db.alertDelivery.updateMany({ data: { nextAttemptAt: new Date(0) } });
    }
    expect(posts).toHaveLength(6);
    expect(new Set(posts.map(({ headers }) => headers["x-tokenroll-delivery"])).size).toBe(1);
    const [dead] = (await listDeliveries(adminViewer, 1)).items;
    expect(dead).toMatchObject({ state: "dead", attempts: 6, can_resend: true });
    expect(dead?.error).toContain("503");
    status = 200;
    await resendDelivery(adminViewer, dead?.id ?? "");
    await deliverAlerts(settings);
    expect((await listDeliveries(adminViewer, 1)).items).toMatchObject([{ state: "sent" }]);
    await expect(resendDelivery(adminViewer, dead?.id ?? "")).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("wait in the bell until they are looked at, for whoever may see the tenant", async () => {
    await insertTenant(test.db, "acme", "Acme");
    await insertTenant(test.db, "globex", "Globex");
    await insertAgent(test.db, "globex", "bot", { maxBudgetUsd: "10", budgetSpendUsd: "11" });
    await spend("85");
    await lookForAlerts(new Date());
    const operator = { ...toOperator("acme"), userId: "00000000-0000-7000-8000-000000000009" };
    expect(await getUnreadAlerts(adminViewer)).toEqual({ count: 2, active: 2 });
    expect(await getUnreadAlerts(operator)).toEqual({ count: 1, active: 1 });
    expect(await markAlertsSeen(operator)).toEqual({ count: 0, active: 1 });
    expect((await getUnreadAlerts(adminViewer)).count).toBe(2);
    const { items } = await listAlerts(adminViewer, OPEN);
    expect(items.map(({ tenant_id }) => tenant_id)).toEqual(["globex", "acme"]);
    const act = toAction(items.slice(0, 1), "snooze");
    await expect(actOnAlert(operator, act)).rejects.toMatchObject({ code: "not_found" });
    await actOnAlert(adminViewer, act);
    expect((await getUnreadAlerts(adminViewer)).active).toBe(1);
    // A snooze that is over is active again, without a new message.
    await lookForAlerts(new Date(Date.now() + 2 * 3_600_000));
    expect((await getUnreadAlerts(adminViewer)).active).toBe(2);
  });

  it("take LiteLLM's own in, once, with the secret only", async () => {
    await insertTenant(test.db, "acme", "Acme");
    await spend("10");
    const secret = "a-secret-of-sixteen-letters";
    vi.spyOn(env, "getSettings").mockReturnValue({
      ...env.getSettings(),
      LITELLM_WEBHOOK_SECRET: secret,
    });
    const event = {
      event: "threshold_crossed",
      event_group: "team",
      team_id: "acme",
      spend: 86,
      max_budget: 100,
    };
    const readEvent = vi.fn(() => Promise.resolve(event));
    const call = (given: string, readBody: () => Promise<unknown> = readEvent) =>
      takeLiteLLMEvent({ secret: given, address: "198.51.100.7", readBody });
    await expect(call("wrong")).rejects.toMatchObject({ code: "not_found" });
    expect(readEvent).not.toHaveBeenCalled();
    expect(await call(secret)).toEqual({ accepted: true });
    expect(await call(secret)).toEqual({ accepted: false });
    const cost = { ...event, event: "spend_tracked", event_group: "end_user" };
    expect(await call(secret, () => Promise.resolve(cost))).toEqual({ accepted: false });
    expect((await listAlerts(adminViewer, OPEN)).items).toMatchObject([{ percent: 80 }]);
    await spend("87", { readAt: new Date(Date.now() + 1_000) });
    await lookForAlerts(new Date());
    expect((await listAlerts(adminViewer, OPEN)).total).toBe(1);
    const guesses = Array.from({ length: 100 }, (_, index) => call(`guess ${index}`));
    const ends = await Promise.allSettled(guesses);
    const refused = ends.filter(
      (end) =>
        end.status === "rejected" &&
        end.reason instanceof AppError &&
        end.reason.code === "too_many_requests",
    );
    expect(refused).toHaveLength(41);
  });
});

describe("webhook addresses", () => {
  it("a message to a private address is given up at once and says why", async () => {
    await insertTenant(test.db, "acme", "Acme");
    const { channel } = await addChannel("webhook", webhookUrl);
    await addRule([channel.id], [50]);
    await spend("60");
    await lookForAlerts(new Date());
    await deliverAlerts({ ...settings, allowsPrivate: false });
    expect(posts).toEqual([]);
    expect((await listDeliveries(adminViewer, 1)).items).toMatchObject([
      { state: "dead", attempts: 1, error: expect.stringContaining("ALERT_PRIVATE_TARGETS") },
    ]);
  });
});
