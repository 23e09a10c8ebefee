import { afterAll, beforeAll, expect, it } from "vitest";
import { parseEmit } from "@/lib/cli/emit";
import { emitCalls } from "@/lib/cli/emit-calls";
import { makeWeek } from "@/lib/cli/synthetic-week";
import { openCodingBed, type CodingBed } from "./coding-bed";
import { startCodingPortal, type CodingPortal } from "./coding-portal";

let bed: CodingBed;
let portal: CodingPortal;

beforeAll(async () => {
  bed = await openCodingBed();
  portal = await startCodingPortal();
});

afterAll(async () => {
  await portal.close();
  await bed.close();
});

const UNTIL = new Date();
const makeCalls = () => makeWeek([{ email: "ada@example.com", team: "" }], UNTIL);

it("sends a week that adds nothing when it is sent again", async () => {
  const target = { url: portal.url, token: bed.secret };
  await emitCalls(makeCalls(), target);
  await bed.rollUp();
  const total = await bed.readTotal();
  expect(Number(total)).toBeGreaterThan(0);
  expect(await bed.db.call.count()).toBe(makeCalls().length);
  await emitCalls(makeCalls(), target);
  await bed.rollUp();
  expect(await bed.db.call.count()).toBe(makeCalls().length);
  expect(await bed.readTotal()).toBe(total);
});

it("fails where the portal refuses it", async () => {
  const sent = emitCalls(makeCalls().slice(0, 3), { url: portal.url, token: "tkr_no" });
  await expect(sent).rejects.toThrow(/did not take/);
});

it("makes about 2,800 calls of ten people in three teams", () => {
  const { people, teams } = parseEmit(["--url", "http://localhost:3000"]);
  expect([people.length, teams.length]).toEqual([10, 3]);
  const calls = makeWeek(
    people.map((email) => ({ email, team: "" })),
    UNTIL,
  );
  expect(calls.length).toBeGreaterThan(2_000);
  expect(calls.length).toBeLessThan(3_600);
});

it.each([[[]], [["--url", "nowhere"]], [["--url", "http://a", "--what"]]])(
  "does not understand %j",
  (args) => {
    expect(() => parseEmit(args)).toThrow();
  },
);
