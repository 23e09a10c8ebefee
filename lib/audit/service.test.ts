import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemViewer } from "@/lib/auth/policy";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer, auditorViewer } from "@/lib/testing/factories";
import { listAuditEntries } from "./log";
import { recordAudit } from "./service";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

const change = {
  viewer: adminViewer,
  action: "budget.set",
  entityKind: "tenant",
  entityId: "acme",
  before: { limitUsd: "100" },
  after: { limitUsd: "250.5", nested: { apiKey: "sk-1", list: [{ password: "x", kept: 1 }] } },
  reason: "  More people  ",
};

it("records who did what, without secrets", async () => {
  await database.db.$transaction((tx) => recordAudit(tx, change));
  expect(await database.db.auditEntry.findMany()).toMatchObject([
    {
      actorId: adminViewer.userId,
      actor: adminViewer.email,
      action: "budget.set",
      entityKind: "tenant",
      entityId: "acme",
      before: { limitUsd: "100" },
      after: {
        limitUsd: "250.5",
        nested: { apiKey: "(not recorded)", list: [{ password: "(not recorded)", kept: 1 }] },
      },
      reason: "More people",
    },
  ]);
});

it("goes back with the transaction that it records", async () => {
  const before = await database.db.auditEntry.count();
  const failing = database.db.$transaction(async (tx) => {
    await recordAudit(tx, { ...change, viewer: systemViewer("worker") });
    throw new Error("the change failed");
  });
  await expect(failing).rejects.toThrow("the change failed");
  expect(await database.db.auditEntry.count()).toBe(before);
});

it.each([
  "UPDATE audit_entry SET actor = 'somebody else'",
  "DELETE FROM audit_entry",
  "TRUNCATE audit_entry",
])("the database refuses: %s", async (sql) => {
  await database.db.$transaction((tx) => recordAudit(tx, change));
  await expect(database.db.$executeRawUnsafe(sql)).rejects.toThrow(/append-only/);
});

it("names what acted where nobody is signed in, and no account", async () => {
  const { before: _, ...made } = change;
  await database.db.$transaction((tx) =>
    recordAudit(tx, { ...made, entityId: "by-worker", viewer: systemViewer("worker") }),
  );
  const entry = await database.db.auditEntry.findFirst({ where: { entityId: "by-worker" } });
  expect(entry).toMatchObject({ actorId: null, actor: "worker", tokenId: null });
});

it("names what still is, and leaves the id of what is gone", async () => {
  const { id } = await database.db.cohort.create({
    data: { name: "Autumn", ownerId: randomUUID() },
  });
  for (const entityId of [id, randomUUID()]) {
    await database.db.$transaction((tx) =>
      recordAudit(tx, {
        ...{
          viewer: systemViewer("worker"),
          action: "cohort.named",
          entityKind: "cohort",
          entityId,
        },
      }),
    );
  }
  const { items } = await listAuditEntries(auditorViewer, { action: "cohort.named" });
  expect(items.map((entry) => entry.entity_name).sort()).toEqual(["Autumn", null]);
});
