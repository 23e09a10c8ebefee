import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** `GET, POST /api/portal/tokens` of every route below app/api. */
async function listRoutes(): Promise<string[]> {
  const files = (await readdir("app/api", { recursive: true })).filter((file) =>
    file.endsWith("/route.ts"),
  );
  return Promise.all(
    files.map(async (file) => {
      const code = await readFile(`app/api/${file}`, "utf8");
      const exported = new RegExp(`^export .*?\\b(${METHODS.join("|")})\\b`, "gm");
      const isBoth = /as GET, .* as POST/.test(code);
      const found = isBoth ? ["GET", "POST"] : [...code.matchAll(exported)].map(([, name]) => name);
      return `${found.join(", ")} /api/${file.replace(/\/route\.ts$/, "")}`;
    }),
  );
}

test("docs/endpoints.md lists every route of app/api with its methods, and no other", async () => {
  const page = await readFile("docs/endpoints.md", "utf8");
  const rows = [...page.matchAll(/^\| ([A-Z, ]+?) +\| `(\/api\/[^`]+)`/gm)];
  const listed = rows.map(([, methods, address]) => `${methods} ${address}`);
  expect(listed.sort()).toEqual((await listRoutes()).sort());
});
