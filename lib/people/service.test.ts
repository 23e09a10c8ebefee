import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/policy";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer } from "@/lib/testing/factories";
import { compareCohort, listSnapshots, removeSnapshot, takeSnapshot } from "./comparisons";
import { importPeople } from "./imports";
import { exportCohort } from "./exports";
import { readUpload, unpack } from "./read-upload";
import { exportQuerySchema, importQuerySchema, peopleQuerySchema } from "./schema";
import {
  agreeToCohort,
  changeCohort,
  createCohort,
  listCohorts,
  listMyCohorts,
  openCohortDetail,
  openPeoplePage,
  openPerson,
} from "./service";

let database: TestDatabase;
let admin: Viewer;
let operator: Viewer;
let stranger: Viewer;
let user: Viewer;
let cohortId: string;

async function addViewer(role: Viewer["role"], email: string): Promise<Viewer> {
  const { id } = await database.db.user.create({ data: { email, name: email, role } });
  return { ...adminViewer, userId: id, email, name: email, role };
}

async function addToProject(projectName: string, identity: string): Promise<void> {
  const names = { name: identity, alias: identity };
  const { id } = await database.db.insightPerson.create({ data: { identity, ...names } });
  await database.db.projectPerson.create({ data: { projectName, personId: id } });
}

beforeAll(async () => {
  database = await createTestDatabase();
  admin = await addViewer("platform_admin", "admin@example.com");
  operator = { ...(await addViewer("operator", "operator@example.com")), projectNames: ["team"] };
  stranger = await addViewer("operator", "stranger@example.com");
  user = await addViewer("user", "user@example.com");
  for (const name of ["a", "b", "c", "nobody", "x.team", "y.team", "z.team"]) {
    await addToProject("team", `${name}@example.com`);
  }
  const readAt = new Date();
  const account = { kind: "web", state: "ok", readAt } as const;
  await database.db.account.createMany({
    data: ["a", "b", "c"].map((name, index) => ({
      ...account,
      personId: `${name}@example.com`,
      customerId: `${name}@example.com`,
      spendUsd: index * 10,
    })),
  });
  const state = { kind: "accounts", lastOkAt: readAt, lastAttemptAt: readAt } as const;
  await database.db.snapshotState.createMany({
    data: [
      { tenantId: "*", ...state },
      { tenantId: "list", ...state },
    ],
  });
  const people = ["a@example.com", "B@example.com".toLowerCase(), "nobody@example.com"];
  cohortId = (await createCohort(operator, { name: "Team", person_ids: people })).cohort_id;
});

afterAll(async () => {
  await database.drop();
});

const hidden = { code: "not_found" };

describe("who sees a cohort", () => {
  it("its owner and administrators; nobody else, in the same words as for none", async () => {
    expect((await listCohorts(operator)).items).toMatchObject([{ name: "Team", can_edit: true }]);
    expect((await listCohorts(admin)).items).toHaveLength(1);
    expect((await listCohorts(stranger)).items).toEqual([]);
    const none = "018f0000-0000-7000-8000-000000000000";
    const words = await openCohortDetail(stranger, cohortId).catch((error: unknown) => error);
    expect(words).toMatchObject(hidden);
    expect(await openCohortDetail(admin, none).catch((error: unknown) => error)).toEqual(words);
    await expect(openCohortDetail(admin, "no id")).rejects.toMatchObject(hidden);
    await expect(openPerson(stranger, cohortId, "a@example.com")).rejects.toMatchObject(hidden);
  });

  it("and those it is shared with, who may not change it", async () => {
    await changeCohort(admin, cohortId, { action: "share", emails: [user.email] });
    expect((await listCohorts(user)).items).toMatchObject([{ name: "Team", can_edit: false }]);
    const rename = changeCohort(user, cohortId, { action: "rename", name: "Mine" });
    await expect(rename).rejects.toMatchObject({ code: "forbidden" });
    const wrong = changeCohort(operator, cohortId, { action: "share", emails: ["x@y.zz"] });
    await expect(wrong).rejects.toThrow(/no portal account for x@y.zz/);
    await expect(createCohort(user, { name: "Mine", person_ids: [] })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("only people of the cohort open in its dialog", async () => {
    const { load } = await openPerson(user, cohortId, "b@example.com");
    expect((await load()).data).toMatchObject({
      spending: { total: { spend_usd: 10 } },
      insight: null,
    });
    await expect(openPerson(user, cohortId, "c@example.com")).rejects.toMatchObject(hidden);
  });
});

describe("a cohort's figures", () => {
  it("come from the accounts and follow every change", async () => {
    const before = await openCohortDetail(operator, cohortId);
    expect((await before.load()).data.summary).toMatchObject({
      participants: 3,
      found: 2,
      active: 1,
      grand_total_usd: 10,
    });
    await takeSnapshot(operator, cohortId, { name: "Before" });
    await changeCohort(operator, cohortId, {
      action: "members",
      add: ["c@example.com"],
      remove: ["a@example.com"],
    });
    const after = await openCohortDetail(operator, cohortId);
    expect(after.etagSeed).not.toBe(before.etagSeed);
    expect((await after.load()).data.summary.grand_total_usd).toBe(30);
    const page = await openPeoplePage(user, cohortId, peopleQuerySchema.parse({ q: "c@" }));
    expect((await page.load()).data.items).toMatchObject([{ person_id: "c@example.com" }]);
  });

  it("can be compared with those that were kept", async () => {
    const [kept] = await database.db.cohortSnapshot.findMany({ where: { cohortId } });
    const comparison = await compareCohort(user, cohortId, { from: kept?.id ?? "", to: "now" });
    expect(comparison.joined.map((one) => one.person_id)).toEqual(["c@example.com"]);
    expect(comparison.gone.map((one) => one.person_id)).toEqual(["a@example.com"]);
    expect(comparison).toMatchObject({ before: { total_usd: 10 }, after: { total_usd: 30 } });
  });

  it("that were kept can be removed, which can be taken back", async () => {
    const [kept] = await listSnapshots(operator, cohortId);
    const id = kept?.snapshot_id ?? "";
    await expect(removeSnapshot(user, cohortId, id)).rejects.toMatchObject({ code: "forbidden" });
    await removeSnapshot(operator, cohortId, id);
    expect(await listSnapshots(operator, cohortId)).toEqual([]);
    await expect(compareCohort(operator, cohortId, { from: id, to: "now" })).rejects.toMatchObject(
      hidden,
    );
    await removeSnapshot(operator, cohortId, id, false);
    expect(await listSnapshots(operator, cohortId)).toEqual([kept]);
    await expect(removeSnapshot(operator, cohortId, id, false)).rejects.toMatchObject(hidden);
  });

  it("never fall to zero while LiteLLM is away: the person is partial, the sum stays", async () => {
    const where = { customerId: "c@example.com" };
    await database.db.account.update({
      where: { personId_kind_customerId: { personId: "c@example.com", kind: "web", ...where } },
      data: { state: "failed", error: "down" },
    });
    await database.db.snapshotState.create({
      data: {
        tenantId: "touched",
        kind: "accounts",
        lastOkAt: new Date(),
        lastAttemptAt: new Date(),
      },
    });
    const { snapshot, load } = await openCohortDetail(operator, cohortId);
    expect(snapshot.state).toBe("partial");
    expect((await load()).data.summary).toMatchObject({
      grand_total_usd: 30,
      partial: 1,
      active: 1,
    });
  });
});

describe("people outside the viewer's projects", () => {
  const inProject = "p.inside@example.com";
  const outside = "p.outside@example.com";
  let managed: Viewer;
  let openId: string;

  beforeAll(async () => {
    managed = { ...operator, projectNames: ["alpha"] };
    const readAt = new Date();
    await database.db.account.createMany({
      data: [inProject, outside].map((personId, index) => ({
        ...({ personId, customerId: personId, kind: "web", state: "ok", readAt } as const),
        spendUsd: index + 1,
      })),
    });
    await addToProject("alpha", inProject);
    const ids = [inProject, outside];
    openId = (await createCohort(managed, { name: "Mixed", person_ids: ids })).cohort_id;
    await takeSnapshot(managed, openId, { name: "" });
  });

  const figuresOf = async (viewer: Viewer) => {
    const detail = await openCohortDetail(viewer, openId);
    const { hidden, summary } = (await detail.load()).data;
    const listed = (await listCohorts(viewer)).items.find((one) => one.cohort_id === openId);
    const [kept] = await listSnapshots(viewer, openId);
    const sums = [summary.grand_total_usd, listed?.total_usd, kept?.total_usd];
    return { hidden, sums, version: detail.snapshot.version };
  };

  it("are in no figure, no file and no dialog, though the viewer made the list", async () => {
    expect(await figuresOf(managed)).toMatchObject({ hidden: 1, sums: [1, 1, 1] });
    expect(await figuresOf({ ...managed, projectNames: [] })).toMatchObject({
      ...{ hidden: 2, sums: [0, 0, 0] },
    });
    expect(await figuresOf(admin)).toMatchObject({ hidden: 0, sums: [3, 3, 3] });
    await expect(openPerson(managed, openId, outside)).rejects.toMatchObject(hidden);
    const csv = await exportCohort(managed, openId, exportQuerySchema.parse({ format: "csv" }));
    const text = await csv.text();
    expect(text).toContain("1 person is left out");
    expect(text).not.toContain(outside);
    const [kept] = await listSnapshots(managed, openId);
    const compared = await compareCohort(managed, openId, {
      from: kept?.snapshot_id ?? "",
      to: "now",
    });
    expect(JSON.stringify(compared)).not.toContain(outside);
  });

  it("are seen when they agree, until they take it back", async () => {
    const person = { ...user, email: outside.toUpperCase() };
    const before = await figuresOf(managed);
    expect(await listMyCohorts(person)).toMatchObject([{ name: "Mixed", has_agreed: false }]);
    await agreeToCohort(person, openId, true);
    const after = await figuresOf(managed);
    expect(after).toMatchObject({ hidden: 0, sums: [3, 3, 3] });
    expect(after.version).not.toBe(before.version);
    await agreeToCohort(person, openId, false);
    expect(await figuresOf(managed)).toMatchObject({ hidden: 1 });
    await expect(agreeToCohort(stranger, openId, true)).rejects.toMatchObject(hidden);
  });

  it("are seen where an administrator shares the cohort, and only then", async () => {
    await changeCohort(operator, openId, { action: "share", emails: [stranger.email] });
    expect(await figuresOf(stranger)).toMatchObject({ hidden: 2 });
    await changeCohort(admin, openId, { action: "share", emails: [stranger.email] });
    expect(await figuresOf(stranger)).toMatchObject({ hidden: 0, sums: [3, 3, 3] });
  });
});

describe("an account filter", () => {
  const ask = { account: "cli", q: "team" };
  let narrowId: string;

  beforeAll(async () => {
    const account = { state: "ok", readAt: new Date() } as const;
    const spent = [
      ["x", "web", 100],
      ["x", "cli", 2],
      ["y", "web", 7],
      ["z", "cli", 3.5],
    ] as const;
    await database.db.account.createMany({
      data: spent.map(([name, kind, spendUsd]) => ({
        ...{ ...account, kind, spendUsd, customerId: `${name} ${kind}` },
        personId: `${name}.team@example.com`,
      })),
    });
    const person_ids = ["x.team@example.com", "y.team@example.com", "z.team@example.com"];
    narrowId = (await createCohort(operator, { name: "Narrow", person_ids })).cohort_id;
  });

  it("narrows rows and foot to the same account", async () => {
    const panel = await openPeoplePage(operator, narrowId, peopleQuerySchema.parse(ask));
    const { items, sum } = (await panel.load()).data;
    expect(items.map((row) => [row.person_id, row.web_usd, row.cli_usd, row.total_usd])).toEqual([
      ["z.team@example.com", null, 3.5, 3.5],
      ["x.team@example.com", null, 2, 2],
    ]);
    expect(sum).toEqual({ web_usd: null, cli_usd: 5.5, premium_usd: null, total_usd: 5.5 });
  });

  it("narrows the files alike, and their heads name every filter", async () => {
    const textOf = async (format: "csv" | "html") =>
      (await exportCohort(operator, narrowId, exportQuerySchema.parse({ ...ask, format }))).text();
    const csv = await textOf("csv");
    expect(csv).toContain("# Filters,search team; account cli");
    expect(csv).toMatch(
      /user,name,cli_usd,total_usd,status,reset_at\r\nz\.team@example\.com,,3\.5,3\.5,/,
    );
    const html = await textOf("html");
    expect(html).toContain("Filters: search team; account cli.");
    expect(html).toMatch(/Grand total<\/h2>\s<b>\$5\.50<\/b>/);
    expect(html).not.toMatch(/y\.team|Web<\/h2>/);
  });

  it("makes a sheet for finance: as of when, a filter on the heads, totals as figures", async () => {
    const query = exportQuerySchema.parse({ ...ask, format: "xlsx" });
    const file = await exportCohort(operator, narrowId, query);
    const parts = unpack(new Uint8Array(await file.arrayBuffer()));
    const sheet = new TextDecoder().decode(parts["xl/worksheets/sheet1.xml"]);
    expect(sheet).toContain('<autoFilter ref="A7:F9"/>');
    const [{ rows } = { rows: [] }] = await readUpload(new Uint8Array(zipSync(parts)));
    expect(rows[1]?.[0]).toBe("As of");
    expect(rows.at(-1)?.slice(0, 4)).toEqual(["TOTAL", null, 5.5, 5.5]);
  });

  it("tells a plain user why figures are old without naming an address", async () => {
    await changeCohort(admin, narrowId, { action: "share", emails: [user.email] });
    const lastError = "LiteLLM cannot be reached at http://10.0.0.5:4000. Check LITELLM_URL.";
    const lastOkAt = new Date(Date.now() - 9 * 3_600_000);
    await database.db.snapshotState.updateMany({ data: { lastOkAt, lastError } });
    const head = async (viewer: Viewer) =>
      (await exportCohort(viewer, narrowId, exportQuerySchema.parse({ format: "csv" }))).text();
    expect(await head(admin)).toContain("10.0.0.5");
    expect(await head(user)).toMatch(/# State,stale: (?!.*10\.0\.0\.5)/);
  });
});

describe("typed people", () => {
  it("are refused where they are no e-mail and nobody whom LiteLLM knows", async () => {
    const person_ids = ["Nina <nina@example.com>, nina@example, zoe"];
    const typed = createCohort(operator, { name: "Typed", person_ids });
    await expect(typed).rejects.toMatchObject({
      code: "bad_request",
      message: expect.stringContaining("nina@example, zoe"),
    });
    const readAt = new Date();
    await database.db.account.create({
      data: { personId: "zoe", kind: "web", customerId: "zoe", state: "ok", readAt, spendUsd: 1 },
    });
    const { cohort_id: id } = await createCohort(operator, { name: "Typed", person_ids: ["zoe"] });
    await changeCohort(operator, id, { action: "members", add: ["N <n@x.co>"], remove: ["zoe"] });
    const members = await database.db.cohortMember.findMany({ where: { cohortId: id } });
    expect(members).toMatchObject([{ personId: "n@x.co", name: "N" }]);
  });
});

describe("an import", () => {
  const file = new TextEncoder().encode("email\na@example.com\nA@example.com\n\nnew@example.com\n");

  it("stores nothing before it is confirmed, then all of it, with an audit entry", async () => {
    const query = importQuerySchema.parse({ file: "list.csv", name: "Imported" });
    const preview = await importPeople(operator, query, file);
    expect(preview).toMatchObject({
      recognised_count: 2,
      known_count: 1,
      merged_count: 1,
      left_out_count: 0,
    });
    const count = await database.db.cohort.count();
    const stored = await importPeople(operator, { ...query, confirm: "true" }, file);
    expect(stored).toMatchObject({ added: 2 });
    expect(await database.db.cohort.count()).toBe(count + 1);
    const actions = await database.db.auditEntry.findMany({ select: { action: true } });
    expect(actions.map((entry) => entry.action)).toContain("cohort.create");
  });

  it("is refused for those who may not change the cohort", async () => {
    const query = importQuerySchema.parse({ cohort_id: cohortId, confirm: "true" });
    await expect(importPeople(user, query, file)).rejects.toMatchObject({ code: "forbidden" });
    await expect(importPeople(stranger, query, file)).rejects.toMatchObject(hidden);
  });
});
