import { describe, expect, it } from "vitest";
import { parseSettings, SettingsError } from "./env";

const required = { LITELLM_URL: "http://litellm:4000", LITELLM_MASTER_KEY: "sk-1234" };

describe("settings", () => {
  it("need the upstream's address and key alone", () => {
    const settings = parseSettings({ NODE_ENV: "test", ...required });
    expect(settings).toMatchObject({ PORT: 3000, DATA_DIR: ".data", LITELLM_CONCURRENCY: 8 });
    expect(settings.DATABASE_URL).toBeUndefined();
  });

  it("names every problem in one message", () => {
    const source = {
      NODE_ENV: "test" as const,
      LITELLM_URL: "litellm:4000",
      DATABASE_URL: "mysql://db",
      AUTH_SECRET: "short",
      PORT: "70000",
      SYNC_INTERVAL_MINUTES: "0",
    };
    expect(() => parseSettings(source)).toThrow(SettingsError);
    for (const name of [
      "LITELLM_URL must be an http(s) URL",
      "LITELLM_MASTER_KEY is missing",
      "DATABASE_URL must start with postgresql://",
      "AUTH_SECRET must have at least 32 characters",
      "PORT ",
      "SYNC_INTERVAL_MINUTES ",
    ]) {
      expect(() => parseSettings(source)).toThrow(name);
    }
    expect(() => parseSettings(source)).toThrow("6 setting(s)");
  });

  it("refuse a secret that is long and yet soon found", () => {
    const set = (AUTH_SECRET: string) =>
      parseSettings({ NODE_ENV: "test", ...required, AUTH_SECRET });
    expect(() => set("change-me".repeat(9))).toThrow("10 of them different");
    expect(set("0f3a9c1e5b7d2846".repeat(2)).AUTH_SECRET).toHaveLength(32);
  });

  it("counts an empty variable as not set", () => {
    const settings = parseSettings({ NODE_ENV: "test", ...required, DATABASE_URL: " ", PORT: "" });
    expect(settings.DATABASE_URL).toBeUndefined();
    expect(settings.PORT).toBe(3000);
  });

  it("drops the slash at the end of an address", () => {
    const settings = parseSettings({
      NODE_ENV: "test",
      ...required,
      LITELLM_URL: "http://a/llm//",
    });
    expect(settings.LITELLM_URL).toBe("http://a/llm");
  });
});
