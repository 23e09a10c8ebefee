import { randomBytes } from "node:crypto";
import { findFreePort } from "@/lib/db/free-port";
import { migrateDatabase } from "@/lib/db/migrate";
import { runOnServer, withDatabaseName } from "@/lib/testing/template";
import { expect, test as base } from "./fixtures";
import { listBodyRows, waitUntilRead } from "./page-parts";
import { toPortalEnv } from "./portal-env";
import { runProgram, startWeb } from "./portal-process";
import { readStackFile, type StackAddresses } from "./stack-file";

/** A portal beside the others' with a database of its own: a thousand tenants, and no worker. */
const test = base.extend<object, { crowd: StackAddresses }>({
  crowd: [
    async ({}, use) => {
      const shared = await readStackFile();
      const name = `crowd_${randomBytes(6).toString("hex")}`;
      const databaseUrl = withDatabaseName(shared.databaseUrl, name);
      await runOnServer(shared.databaseUrl, `CREATE DATABASE ${name}`);
      await migrateDatabase(databaseUrl);
      const port = await findFreePort(0);
      const { litellmUrl, litellmKey, authSecret } = shared;
      const own = { databaseUrl, litellmUrl, litellmKey, authSecret, port, dataDir: ".data" };
      const env = toPortalEnv(own);
      await runProgram("e2e/seed-accounts.ts", [], env);
      await runProgram("e2e/seed-many-tenants.ts", [], env);
      const web = await startWeb(env, port);
      await use({ ...shared, databaseUrl, portalUrl: `http://localhost:${port}` });
      await web.stop();
      await runOnServer(shared.databaseUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
    { scope: "worker", timeout: 120_000 },
  ],
  stack: async ({ crowd }, use) => {
    await use(crowd);
  },
});

test("a thousand tenants are searched, sorted and paged", async ({ page, signIn }) => {
  await signIn("platform_admin");
  await page.goto("/usage");
  await waitUntilRead(page);
  const rows = listBodyRows(page.getByRole("table"));
  await expect(rows).toHaveCount(20);
  await expect(page.getByText(/Showing .* of 1,000/)).toBeVisible();
  await expect(rows.first()).toContainText("$9.99");

  await page
    .getByRole("columnheader", { name: /Tenant/ })
    .getByRole("button")
    .click();
  await expect(page).toHaveURL(/sort=name/);
  await page.goto("/usage?sort=name&order=asc&page=50");
  await expect(rows.last()).toContainText("Company 0999");
  await page.getByRole("button", { name: "Previous page" }).click();
  await expect(rows.last()).toContainText("Company 0979");

  await page.getByRole("searchbox").fill("company 051");
  await expect(rows).toHaveCount(10);
  await expect(rows.first()).toContainText("Company 0510");
});
