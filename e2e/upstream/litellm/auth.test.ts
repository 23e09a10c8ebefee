import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FIXED_NOW_MS, read } from "./reader";
import { startLiteLLM, type RunningLiteLLM } from "./server";

let server: RunningLiteLLM;
const ACTIVITY = "/team/daily/activity?start_date=2026-10-01&end_date=2026-10-02";

beforeAll(async () => {
  server = await startLiteLLM({ now: () => FIXED_NOW_MS });
});
beforeEach(() => server.control.reset());
afterAll(() => server.close());

describe("credentials", () => {
  it("refuses a missing key", async () => {
    const { status, body } = await read(server, "/team/list", "");
    expect(status).toBe(401);
    expect(body).toEqual({
      error: {
        message: "Authentication Error, No api key passed in.",
        type: "auth_error",
        param: "None",
        code: "401",
      },
    });
  });

  it("refuses a key without the Bearer prefix", async () => {
    const headers = { authorization: server.keys.admin };
    const response = await fetch(`${server.url}/team/list`, { headers });
    const body: unknown = await response.json();
    expect(response.status).toBe(401);
    expect(body).toMatchObject({ error: { type: "auth_error", code: "401" } });
    expect(JSON.stringify(body)).toContain(
      "Malformed API Key passed in. Ensure Key has `Bearer ` prefix.",
    );
    expect(JSON.stringify(body)).not.toContain(server.keys.admin);
  });

  it("names the hash of an unknown key", async () => {
    const { status, body } = await read(server, "/team/list", "sk-unknown-9zZz");
    expect(status).toBe(401);
    expect(body).toMatchObject({
      error: { type: "token_not_found_in_db", param: "key", code: "401" },
    });
    expect(JSON.stringify(body)).toContain("sk-...9zZz, Key Hash (Token) =");
  });

  it("refuses an internal user with 401 and a viewer with 403 until read parity", async () => {
    const user = await read(server, ACTIVITY, server.keys.user);
    expect(user.status).toBe(401);
    expect(user.body).toMatchObject({ error: { type: "auth_error", param: "None", code: "401" } });
    const viewer = await read(server, ACTIVITY, server.keys.viewer);
    expect(viewer.status).toBe(403);
    expect(viewer.body).toEqual({
      error: {
        message:
          "user not allowed to access this route, role= proxy_admin_viewer. Trying to access: /team/daily/activity",
        type: "auth_error",
        param: "None",
        code: "403",
      },
    });
    await server.control.setSettings({ version: "1.97.0" });
    expect((await read(server, ACTIVITY, server.keys.viewer)).status).toBe(200);
    expect((await read(server, ACTIVITY, server.keys.user)).status).toBe(401);
  });

  it("also takes the key from x-api-key", async () => {
    const headers = { "x-api-key": server.keys.admin };
    expect((await fetch(`${server.url}/key/list`, { headers })).status).toBe(200);
  });
});

describe("ids, bounds and routes", () => {
  it("answers an unknown team and an unknown key in the proxy's words", async () => {
    const team = await read(server, "/team/info?team_id=team-nope");
    expect(team).toMatchObject({
      status: 404,
      body: {
        error: {
          message: "{'message': 'Team not found, passed team id: team-nope.'}",
          type: "auth_error",
          param: "None",
          code: "404",
        },
      },
    });
    const key = await read(server, "/key/info?key=nope");
    expect(key).toMatchObject({
      status: 404,
      body: { error: { type: "not_found_error", param: "key", code: "404" } },
    });
  });

  it("validates sizes with 422", async () => {
    const { status, body } = await read(server, "/key/list?size=101");
    expect(status).toBe(422);
    expect(body).toMatchObject({
      detail: [{ type: "less_than_equal", loc: ["query", "size"], input: "101" }],
    });
    expect((await read(server, "/key/list?page=one")).status).toBe(422);
    expect((await read(server, "/v2/team/list?page_size=101")).status).toBe(422);
  });

  it("answers 404 for anything else and 400 for what needs a licence", async () => {
    expect(await read(server, "/nope")).toMatchObject({
      status: 404,
      body: { detail: "Not Found" },
    });
    expect((await read(server, "/global/spend/report")).status).toBe(400);
  });

  it("sends the date of its own clock", async () => {
    await server.control.mutate({ op: "freezeClock", at: "2026-10-01T10:00:00Z" });
    const { headers } = await read(server, "/health/liveliness", "");
    expect(headers.get("date")).toBe("Thu, 01 Oct 2026 10:00:00 GMT");
  });
});
