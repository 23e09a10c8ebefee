import { describe, expect, it, vi } from "vitest";
import { adminViewer, toOperator } from "@/lib/testing/factories";
import { answerPanel, type Panel } from "./panel";

const panel: Panel<{ total: number }> = {
  snapshot: { asOf: null, state: "fresh", version: "7", reason: null, cause: null },
  subject: null,
  viewer: toOperator("acme"),
  load: () => Promise.resolve({ data: { total: 1 } }),
};

const ask = (other: Partial<typeof panel>, address = "/me", etag?: string) =>
  answerPanel(
    new Request(`https://portal.example.com${address}`, {
      headers: etag === undefined ? {} : { "if-none-match": etag },
    }),
    adminViewer,
    { ...panel, ...other },
  );

describe("an answer that somebody has already", () => {
  const operator = toOperator("acme");
  it.each([
    ["another person", { viewer: { ...operator, userId: "another" } }],
    ["another role", { viewer: { ...operator, role: "user" as const } }],
    ["another tenant", { viewer: toOperator("globex") }],
    ["another project", { viewer: { ...operator, projectNames: ["atlas"] } }],
    ["somebody for whom it is not shared", { viewer: adminViewer }],
    ["what is the same for everybody", { viewer: null }],
    ["another reading", { snapshot: { ...panel.snapshot, version: "8" } }],
    ["something else that it depends on", { etagSeed: ["hour", 2] }],
  ])("does not hold for %s", async (_, other) => {
    const etag = (await ask({})).headers.get("etag") ?? "";
    expect((await ask({}, "/me", etag)).status).toBe(304);
    expect((await ask(other, "/me", etag)).status).toBe(200);
  });

  it("does not hold for another question", async () => {
    const etag = (await ask({})).headers.get("etag") ?? "";
    expect((await ask({}, "/me?days=7", etag)).status).toBe(200);
    expect((await ask({}, "/usage", etag)).status).toBe(200);
  });

  it("tells nobody's name or tenants in its mark", async () => {
    const etag = (await ask({})).headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
  });
});

it("an answer is read once for everybody, and for each one who has an own", async () => {
  const load = vi.fn(() => Promise.resolve({ data: { total: 1 } }));
  for (const viewer of [null, null, toOperator("acme"), toOperator("acme")]) {
    await ask({ viewer, load }, "/shared");
  }
  expect(load).toHaveBeenCalledTimes(3);
});
