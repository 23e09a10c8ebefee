import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import * as env from "@/lib/env";
import { sealText } from "@/lib/sealed-text";
import { deliverAlerts } from "@/lib/alerts/deliver";
import { lookForAlerts } from "@/lib/alerts/evaluate-alerts";
import {
  saveAlertChannel,
  deleteAlertChannel,
  listAlertChannels,
  saveAlertRule,
  sealStoredChannels,
  testAlertChannel,
} from "@/lib/alerts/rules";
import type { AlertChannelKind } from "@/lib/alerts/schema";
import { listDeliveries } from "@/lib/alerts/service";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer, insertAccount, insertTenant } from "@/lib/testing/factories";
import { signWebhook } from "@/lib/upstream/delivery/webhook";

const settings = {
  smtpUrl: undefined,
  mailFrom: "Tokenroll <alerts@example.com>",
  allowsPrivate: true,
  portalUrl: undefined,
  timeoutMs: 5_000,
  mailTimeoutMs: 5_000,
};
const posts: { body: string; headers: IncomingHttpHeaders }[] = [];
let database: TestDatabase;
let http: Server;
let webhookUrl = "";

beforeAll(async () => {
  database = await createTestDatabase();
  await insertAccount(database.db, "platform_admin", adminViewer.email);
  http = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      posts.push({ body, headers: request.headers });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  webhookUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`;
});

beforeEach(async () => {
  posts.length = 0;
  await database.db.$executeRaw`
    TRUNCATE alert, alert_rule, alert_delivery, alert_channel, budget_period, tenant`;
  await insertTenant(database.db, "acme", "Acme");
});

afterAll(async () => {
  http.close();
  await database.drop();
});

function addChannel(kind: AlertChannelKind) {
  return saveAlertChannel(adminViewer, { name: kind, kind, tenant_id: "", target: webhookUrl });
}

/** The tenant crosses a threshold whose messages go to the channel. */
async function cross(channelId: string): Promise<void> {
  await saveAlertRule(adminViewer, {
    ...{ name: "Acme", scope: "tenant", tenant_id: "acme", entity_id: "", is_enabled: true },
    thresholds: [{ basis: "spent", percent: 50 }],
    channel_ids: [channelId],
  });
  await database.db.tenant.update({
    where: { id: "acme" },
    data: { budgetSpendUsd: "60", maxBudgetUsd: "100", budgetDuration: "30d" },
  });
  await lookForAlerts(new Date());
}

test("alert channels leave no secret in the database, and none that was moved or changed is used", async () => {
  const first = await addChannel("webhook");
  const second = await addChannel("slack");
  const find = (id: string) => database.db.alertChannel.findUniqueOrThrow({ where: { id } });
  const stored = JSON.stringify(await database.db.alertChannel.findMany());
  expect(stored).not.toContain(webhookUrl);
  expect(stored).not.toContain(first.secret);
  const listed = async () => (await listAlertChannels(adminViewer)).items;
  expect((await listed())[0]).toMatchObject({ target: expect.stringMatching(/\/…$/) });
  // Somebody puts one channel's address into another.
  const { target } = await find(first.channel.id);
  await database.db.alertChannel.update({ where: { id: second.channel.id }, data: { target } });
  expect((await listed())[1]).toMatchObject({ target: null });
  await cross(second.channel.id);
  await deliverAlerts(settings);
  expect(posts).toEqual([]);
  expect((await listDeliveries(adminViewer, 1)).items).toMatchObject([
    { state: "pending", error: expect.stringContaining("AUTH_SECRET") },
  ]);
  await expect(testAlertChannel(adminViewer, second.channel.id)).rejects.toMatchObject({
    code: "upstream_failed",
    message: expect.stringContaining("AUTH_SECRET"),
  });
  await deleteAlertChannel(adminViewer, second.channel.id);
});

test("the worker seals again what the secret of earlier versions sealed, and nothing else", async () => {
  const { channel } = await addChannel("webhook");
  const find = () => database.db.alertChannel.findUniqueOrThrow({ where: { id: channel.id } });
  const fresh = await find();
  const former = createHmac("sha256", env.getSettings().LITELLM_MASTER_KEY)
    .update("tokenroll session secret")
    .digest("hex");
  const secretOf = (secret: string) => vi.spyOn(env, "getAuthSecret").mockReturnValue(secret);
  const current = secretOf(former);
  const data = { target: sealText(webhookUrl, `alert_channel ${channel.id} target`) };
  await database.db.alertChannel.update({ where: { id: channel.id }, data });
  current.mockRestore();
  expect(await sealStoredChannels()).toBe(1);
  expect(await sealStoredChannels()).toBe(0);
  const [listed] = (await listAlertChannels(adminViewer)).items;
  expect(listed).toMatchObject({ target: expect.stringMatching(/\/…$/) });
  expect((await find()).secret).toBe(fresh.secret);
  secretOf("another secret of at least 32 letters");
  expect(await sealStoredChannels()).toBe(0);
});

test("the worker encrypts what was stored plain, once, and messages are signed as before", async () => {
  const plain = {
    name: "Old",
    kind: "webhook",
    target: webhookUrl,
    secret: "plain-secret",
  } as const;
  const { id } = await database.db.alertChannel.create({ data: plain });
  await cross(id);
  expect(await sealStoredChannels()).toBe(1);
  expect(await sealStoredChannels()).toBe(0);
  const stored = JSON.stringify(await database.db.alertChannel.findMany());
  expect(stored).not.toMatch(/plain-secret|127\.0\.0\.1/);
  await deliverAlerts(settings);
  const [post] = posts;
  expect(post?.headers["x-tokenroll-signature"]).toBe(
    signWebhook("plain-secret", Number(post?.headers["x-tokenroll-timestamp"]), post?.body ?? ""),
  );
});
