import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";

/** `/usage/[tenantId]` of every page; folders in parentheses are no part of a URL. */
async function listPages(): Promise<string[]> {
  const entries = await readdir("app", { recursive: true });
  return entries
    .filter((entry) => /(?:^|\/)page\.tsx$/.test(entry))
    .map((entry) => `/${path.dirname(entry)}`.replaceAll(/\/\([^)]+\)/g, ""));
}

/** The URLs and folders that each row of the table names. */
async function readMapRows(): Promise<string[][]> {
  const map = await readFile("AGENTS.md", "utf8");
  const rows = map.split("\n").filter((line) => line.startsWith("| `/"));
  return rows.map((row) =>
    [...row.matchAll(/`((?:\/|components\/|lib\/)[^`]+)`/g)].map(([, name = ""]) => name),
  );
}

test("AGENTS.md leads from every page's URL to folders that exist", async () => {
  const rows = await readMapRows();
  const urls = rows.flat().filter((name) => name.startsWith("/"));
  expect(urls.sort()).toEqual((await listPages()).sort());
  for (const row of rows) {
    const folders = row.filter((name) => !name.startsWith("/"));
    expect(folders.filter((folder) => folder.startsWith("components/"))).toHaveLength(1);
    expect(folders.some((folder) => folder.startsWith("lib/"))).toBe(true);
    expect(folders.filter((folder) => !existsSync(folder))).toEqual([]);
  }
});
