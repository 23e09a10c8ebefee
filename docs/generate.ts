import { writeFile } from "node:fs/promises";
import { generateFiles } from "./generated";

for (const [address, text] of Object.entries(generateFiles())) {
  await writeFile(new URL(`../${address}`, import.meta.url), text);
}
