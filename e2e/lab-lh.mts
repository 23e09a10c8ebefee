import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import { findFreePort } from "@/lib/db/free-port";
const portal = JSON.parse(readFileSync("/tmp/portal.json", "utf8"));
const [which = "tenant", preset = "mobile", runs = "3"] = process.argv.slice(2);
const port = await findFreePort(0, "127.0.0.1");
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    `--remote-debugging-port=${port}`,
    ...(process.env.JSF ? [`--js-flags=${process.env.JSF}`] : []),
  ],
});
const url = which === "tenant" ? `${portal.url}/usage/${portal.tenantId}` : `${portal.url}/usage`;
for (let i = 0; i < Number(runs); i++) {
  const run = await lighthouse(
    url,
    {
      port,
      output: "json",
      logLevel: "error",
      onlyCategories: ["performance"],
      extraHeaders: { Cookie: portal.cookie },
    },
    preset === "desktop" ? desktopConfig : undefined,
  );
  const a = run.lhr.audits;
  const m = a.metrics.details?.items[0];
  if (!m) {
    console.log("no metrics", run.lhr.runtimeError);
    continue;
  }
  console.log(
    Math.round(run.lhr.categories.performance.score * 100),
    "BI",
    run.lhr.environment.benchmarkIndex,
    Object.entries({
      fcp: m.firstContentfulPaint,
      lcp: m.largestContentfulPaint,
      si: m.speedIndex,
      tbt: m.totalBlockingTime,
      cls: m.cumulativeLayoutShift,
      tti: m.interactive,
      oFcp: m.observedFirstContentfulPaint,
      oLcp: m.observedLargestContentfulPaint,
      oSI: m.observedSpeedIndex,
      oLoad: m.observedLoad,
    })
      .map(([k, v]) => `${k}=${typeof v === "number" ? Math.round(v * 100) / 100 : v}`)
      .join(" "),
  );
  const main = a["mainthread-work-breakdown"].details.items
    .map((x) => `${x.groupLabel}:${Math.round(x.duration)}`)
    .join(" ");
  console.log("  main", main);
  console.log(
    "  long",
    a["long-tasks"]?.details?.items
      .map((x) => `${Math.round(x.startTime)}+${Math.round(x.duration)} ${x.url.slice(-30)}`)
      .join(" | "),
  );
  const lcp = a["lcp-breakdown-insight"] ?? a["largest-contentful-paint-element"];
  console.log("  lcp", JSON.stringify(lcp?.details?.items)?.slice(0, 700));
  if (i === Number(runs) - 1) {
    writeFileSync(`/tmp/lh-${which}-${preset}.json`, JSON.stringify(run.lhr));
    const t = run.artifacts.Trace ?? run.artifacts.traces?.defaultPass;
    if (t) writeFileSync(`/tmp/trace-${which}-${preset}.json`, JSON.stringify(t));
    console.log(
      "  boot",
      a["bootup-time"].details.items
        .map(
          (x) =>
            `${x.url.slice(-35)} t${Math.round(x.total)} s${Math.round(x.scripting)} p${Math.round(x.scriptParseCompile)}`,
        )
        .join(" | "),
    );
  }
}
await browser.close();
