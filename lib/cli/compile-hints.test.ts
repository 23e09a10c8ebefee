import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addCompileHints } from "./compile-hints";

const HINT = "//# allFunctionsCalledOnLoad\n";
const LARGE = `self.x=()=>"${"a".repeat(40 * 1024)}";`;

let distDir = "";

beforeEach(async () => {
  distDir = await mkdtemp(path.join(tmpdir(), "tokenroll-chunks-"));
  await mkdir(path.join(distDir, "static/chunks"), { recursive: true });
});

afterEach(() => rm(distDir, { recursive: true }));

test("marks large scripts once, and nothing else", async () => {
  const files = { "large.js": LARGE, "small.js": "self.y=1;", "large.css": LARGE };
  const toPath = (name: string) => path.join(distDir, "static/chunks", name);
  for (const [name, text] of Object.entries(files)) await writeFile(toPath(name), text);
  await addCompileHints(distDir);
  await addCompileHints(distDir);
  expect(await readFile(toPath("large.js"), "utf8")).toBe(HINT + LARGE);
  expect(await readFile(toPath("small.js"), "utf8")).toBe(files["small.js"]);
  expect(await readFile(toPath("large.css"), "utf8")).toBe(LARGE);
});
