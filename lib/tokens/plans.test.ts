import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPlanBed, type PlanBed } from "@/lib/testing/plan-bed";
import * as store from "./store";

const ID = "018f0000-0000-7000-8000-000000000007";
const LARGE = new Set(["api_token", "user"]);

let bed: PlanBed;

/** Every question about tokens that does not search all of them, under the name of the function that asks it. */
const questions: Record<string, () => Promise<unknown>> = {
  "listTokenRows, one's own": () => store.listTokenRows({ userId: ID }, 20, 0),
  findToken: () => store.findToken(ID),
  listGoodTokensByHash: () => store.listGoodTokensByHash(["hash-7", "hash-8"]),
  recordTokenUse: () => store.recordTokenUse(ID, new Date(), new Date()),
};

beforeAll(async () => {
  bed = await openPlanBed([
    `INSERT INTO "user" (id, email, name)
     SELECT ('018f0000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'u' || i || '@example.com', 'U'
     FROM generate_series(1, 5000) i`,
    `INSERT INTO api_token (id, user_id, name, hash, hint, scopes, created_at, expires_at)
     SELECT ('018f0000-0000-7000-8000-' || lpad((i * 4 + t)::text, 12, '0'))::uuid,
            ('018f0000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'Token', 'hash-' || i * 4 + t,
            'hint', '{usage:read}', now() - i * interval '1 minute', now() + interval '9 days'
     FROM generate_series(1, 5000) i, generate_series(0, 3) t`,
  ]);
});

afterAll(() => bed.close());

describe("tokens", () => {
  it.each(Object.entries(questions))("%s reads none from end to end", async (_, ask) => {
    expect(await bed.listFullScans(ask, LARGE)).toEqual([]);
  });

  it("a page of everybody's reads them once, for its total", async () => {
    const ask = () => store.listTokenRows({}, 20, 0);
    expect([[], ["api_token"]]).toContainEqual(await bed.listFullScans(ask, LARGE));
  });
});
