import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
const portal = JSON.parse(readFileSync("/tmp/portal.json", "utf8"));
const [
  w = "412",
  h = "823",
  out = "/tmp/shot.png",
  path = `/usage/${portal.tenantId}`,
  scheme = "light",
] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: "/usr/bin/chromium" });
const c = await b.newContext({
  viewport: { width: +w, height: +h },
  colorScheme: scheme as "light",
  deviceScaleFactor: 1,
  hasTouch: +w < 600,
  isMobile: +w < 600,
  extraHTTPHeaders: { Cookie: portal.cookie },
});
const p = await c.newPage();
const reqs: string[] = [];
p.on("request", (r) => reqs.push(r.url().replace(portal.url, "").slice(0, 110)));
await p.goto(portal.url + path);
await p.waitForTimeout(4000);
await p.screenshot({ path: out });
console.log(reqs.join("\n"));
await b.close();
