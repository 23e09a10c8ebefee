import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { FIXED_NOW_MS, read, readActivity } from "./reader";
import { startLiteLLM, type RunningLiteLLM } from "./server";
import { isAtLeast } from "./version";

let server: RunningLiteLLM;
const MONTH = "start_date=2026-09-20&end_date=2026-10-02&page_size=100000";
const objectSchema = z.record(z.string(), z.unknown());
const v2Schema = z.looseObject({ teams: z.array(objectSchema) });

beforeAll(async () => {
  server = await startLiteLLM({ now: () => FIXED_NOW_MS });
});
beforeEach(() => server.control.reset());
afterAll(() => server.close());

async function at(version: string, path: string, key?: string) {
  await server.control.setSettings({ version });
  return read(server, path, key);
}

describe("versions", () => {
  it("compares them by number", () => {
    expect(isAtLeast("1.104.0", "1.93.0")).toBe(true);
    expect(isAtLeast("1.81.6", "1.81.14")).toBe(false);
    expect(isAtLeast("v1.93.0", "1.93.0")).toBe(true);
  });

  it("tells its version publicly only in old releases", async () => {
    expect((await at("1.81.6", "/health/readiness", "")).body).toMatchObject({
      status: "connected",
      litellm_version: "1.81.6",
    });
    expect((await at("1.84.0", "/health/readiness", "")).body).toEqual({
      status: "healthy",
      db: "connected",
    });
    expect((await at("1.84.0", "/health/readiness/details")).status).toBe(404);
    expect((await at("1.85.0", "/health/readiness/details", "")).status).toBe(401);
    expect((await at("1.85.0", "/health/readiness/details")).body).toMatchObject({
      litellm_version: "1.85.0",
    });
    expect((await at("1.93.0", "/health/liveness", "")).body).toBe("I'm alive!");
  });

  it("adds team fields release by release", async () => {
    const team = async (version: string) =>
      v2Schema.parse((await at(version, "/v2/team/list")).body).teams[0] ?? {};
    const old = await team("1.81.6");
    expect(old).not.toHaveProperty("soft_budget");
    expect(old).not.toHaveProperty("members_count");
    expect(await team("1.84.0")).toMatchObject({ members_count: 1, access_group_ids: [] });
    expect(await team("1.84.0")).not.toHaveProperty("keys_count");
    expect(await team("1.93.0")).toHaveProperty("keys_count");
  });

  it("unblocks a customer by an update from 1.101 on, and calls of a blocked one pass", async () => {
    const post = async (path: string, body: unknown) => {
      const response = await fetch(server.url + path, {
        method: "POST",
        headers: { authorization: `Bearer ${server.keys.admin}` },
        body: JSON.stringify(body),
      });
      return response.status;
    };
    const isBlocked = async (version: string) => {
      await server.control.setSettings({ version });
      await post("/customer/block", { user_ids: ["cust-1"] });
      expect(await post("/chat/completions", { user: "cust-1" })).toBe(200);
      expect(await post("/customer/update", { user_id: "cust-1", blocked: false })).toBe(200);
      const { body } = await read(server, "/customer/info?end_user_id=cust-1");
      return objectSchema.parse(body).blocked;
    };
    expect(await isBlocked("1.100.5")).toBe(true);
    expect(await isBlocked("1.101.0")).toBe(false);
  });

  it("keeps the alias of deleted keys from 1.81.14 and says more about keys from 1.97", async () => {
    const { body } = await read(
      server,
      "/key/list?status=deleted&return_full_object=true&size=100",
    );
    const keySchema = z.looseObject({ token: z.string(), key_alias: z.string().nullable() });
    const deleted = z.looseObject({ keys: z.array(keySchema) }).parse(body).keys;
    expect(deleted.length).toBeGreaterThanOrEqual(3);
    const metadataAt = async (version: string) => {
      await server.control.setSettings({ version });
      const { results } = await readActivity(server, `/team/daily/activity?${MONTH}`);
      const entries = results.flatMap(({ breakdown }) => Object.entries(breakdown.api_keys));
      const found = deleted.flatMap(({ token, key_alias: alias }) => {
        const entry = entries.find(([name]) => name === token);
        return entry === undefined || alias === null
          ? []
          : [{ alias, metadata: entry[1].metadata }];
      });
      expect(found.length).toBeGreaterThan(0);
      return found;
    };
    for (const { metadata } of await metadataAt("1.81.6")) expect(metadata.key_alias).toBeNull();
    for (const { alias, metadata } of await metadataAt("1.93.0")) {
      expect(metadata.key_alias).toBe(alias);
      expect(Object.keys(metadata)).toEqual(["key_alias", "team_id"]);
    }
    for (const { metadata } of await metadataAt("1.97.0")) expect(metadata.key_exists).toBe(false);
  });

  it("aggregates teams from 1.99 and users always, without entities", async () => {
    const path = `/team/daily/activity/aggregated?${MONTH}`;
    expect((await at("1.97.0", path)).status).toBe(404);
    expect((await at("1.99.0", path)).status).toBe(200);
    const team = await readActivity(server, path);
    const paged = await readActivity(server, `/team/daily/activity?${MONTH}`);
    expect(team.metadata.total_spend).toBeCloseTo(paged.metadata.total_spend, 8);
    const user = await readActivity(server, `/user/daily/activity/aggregated?${MONTH}`);
    expect(user.metadata.total_spend).toBeCloseTo(paged.metadata.total_spend, 8);
    expect(user.results[0]?.breakdown.entities).toEqual({});
  });

  it("reports a missing database with 503 from 1.104, with 500 before", async () => {
    await server.control.setKnobs({ databaseDown: true });
    expect(await at("1.104.0", "/team/list")).toMatchObject({
      status: 503,
      body: { error: { type: "no_db_connection", param: null, code: "503" } },
    });
    expect((await at("1.102.0", "/team/list")).status).toBe(500);
    expect((await at("1.102.0", "/health/readiness", "")).status).toBe(503);
  });
});
