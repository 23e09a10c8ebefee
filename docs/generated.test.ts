import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { generateFiles } from "./generated";

test.each(Object.entries(generateFiles()))(
  "%s says what the code says; `npm run docs` writes it anew",
  async (address, text) => {
    expect(await readFile(address, "utf8")).toBe(text);
  },
);
