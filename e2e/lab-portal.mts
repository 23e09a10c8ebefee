import { writeFileSync } from "node:fs";
import { withPortal } from "@/e2e/bench/portal";
await withPortal(async (portal) => {
  writeFileSync("/tmp/portal.json", JSON.stringify(portal));
  console.log("ready", portal.url);
  await new Promise<void>((resolve) => process.once("SIGTERM", () => resolve()));
});
