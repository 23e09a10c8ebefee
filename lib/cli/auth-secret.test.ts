import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import * as env from "@/lib/env";
import { prepareAuthSecret } from "./auth-secret";

let folder: string;
let settings: { AUTH_SECRET: string | undefined; DATA_DIR: string };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tokenroll-secret-"));
  settings = { AUTH_SECRET: undefined, DATA_DIR: path.join(folder, "data") };
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const fileOf = (dataDir: string) => path.join(dataDir, "auth-secret");

it("is made of chance at the first start and stays, for its owner's eyes only", async () => {
  const starts = Array.from({ length: 20 }, () => prepareAuthSecret(settings));
  const [first = "", ...others] = await Promise.all(starts);
  expect(new Set(others)).toEqual(new Set([first]));
  expect(await readdir(settings.DATA_DIR)).toEqual(["auth-secret"]);
  expect(Buffer.from(first, "base64url")).toHaveLength(32);
  expect((await stat(fileOf(settings.DATA_DIR))).mode & 0o777).toBe(0o600);
  expect(await prepareAuthSecret(settings)).toBe(first);
  const elsewhere = { ...settings, DATA_DIR: path.join(folder, "other") };
  expect(await prepareAuthSecret(elsewhere)).not.toBe(first);
});

it("is the one that is set, without a file", async () => {
  const set = "vB2x9QmT7kLp4RzW8sYc1NdF6gHj3aEu";
  expect(await prepareAuthSecret({ ...settings, AUTH_SECRET: set })).toBe(set);
  await expect(stat(settings.DATA_DIR)).rejects.toThrow();
});

it("is refused where its file was cut off", async () => {
  await prepareAuthSecret(settings);
  await writeFile(fileOf(settings.DATA_DIR), "abc");
  await chmod(fileOf(settings.DATA_DIR), 0o600);
  await expect(prepareAuthSecret(settings)).rejects.toThrow(/auth-secret.*at least 32 characters/s);
});

it("is not derived from the upstream's key, which may be guessed", () => {
  vi.spyOn(env, "toAuthSecretFile").mockReturnValue(fileOf(settings.DATA_DIR));
  const source = { NODE_ENV: "test" as const, LITELLM_URL: "http://a", LITELLM_MASTER_KEY: "sk-1" };
  const parsed = env.parseSettings({ ...source, DATA_DIR: settings.DATA_DIR });
  expect(() => env.readAuthSecret(parsed)).toThrow(/AUTH_SECRET is missing/);
});
