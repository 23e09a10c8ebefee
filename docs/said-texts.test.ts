import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { listSaidTexts } from "./said-texts";

const HEAD = /^\| (?:text|-+) /;

test("every text where there is nothing or something is refused has its row in docs/said-texts.md", async () => {
  const page = await readFile("docs/said-texts.md", "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && !HEAD.test(line));
  const texts = rows.map((row) => row.split(" | ")[0]?.replace(/^\| /, "").trim());
  expect(texts.toSorted()).toEqual(listSaidTexts());
  expect(rows.filter((row) => row.split(" | ").length !== 3)).toEqual([]);
});
