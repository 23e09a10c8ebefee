import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

/** The cell after the last bar of a row: `file` › what the test's title says. */
const PROOF = /\| `([^`]+)` › (.+?) \|$/;

test("every row of docs/faults.md names a test that exists", async () => {
  const page = await readFile("docs/faults.md", "utf8");
  const rows = page
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (?:what is wrong|---)/.test(line));
  expect(rows.length).toBeGreaterThan(50);
  const missing: string[] = [];
  for (const row of rows) {
    const [, file = "", title = ""] = PROOF.exec(row) ?? [];
    const isThere = existsSync(file) && (await readFile(file, "utf8")).includes(title);
    if (title === "" || !isThere) missing.push(row);
  }
  expect(missing).toEqual([]);
});
