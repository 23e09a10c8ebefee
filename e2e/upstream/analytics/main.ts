import { parseArgs } from "node:util";
import { startAnalytics } from "./server";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4100" },
    host: { type: "string", default: "127.0.0.1" },
    "admin-key": { type: "string" },
    people: { type: "string" },
    projects: { type: "string" },
    days: { type: "string" },
  },
});

const toNumber = (text: string | undefined) => (text === undefined ? undefined : Number(text));

const running = await startAnalytics({
  port: Number(values.port),
  host: values.host,
  adminKey: values["admin-key"],
  people: toNumber(values.people),
  projects: toNumber(values.projects),
  days: toNumber(values.days),
});

process.stdout.write(`Stand-in of the analytics API ready: ${running.url}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void running.close().then(() => process.exit(0)));
}
