import { parseArgs } from "node:util";
import { startLiteLLM } from "./server";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4000" },
    host: { type: "string", default: "127.0.0.1" },
    version: { type: "string", default: "1.93.0" },
    "master-key": { type: "string" },
    seed: { type: "string" },
    tenants: { type: "string" },
    "agents-per-tenant": { type: "string" },
    people: { type: "string" },
    "every-account": { type: "boolean", default: false },
    days: { type: "string" },
    anchor: { type: "string" },
    "strip-client-tags": { type: "boolean", default: false },
  },
});

function optionalNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

const running = await startLiteLLM({
  port: Number(values.port),
  host: values.host,
  version: values.version,
  masterKey: values["master-key"],
  seed: optionalNumber(values.seed),
  tenants: optionalNumber(values.tenants),
  agentsPerTenant: optionalNumber(values["agents-per-tenant"]),
  people: optionalNumber(values.people),
  hasEveryAccount: values["every-account"],
  days: optionalNumber(values.days),
  anchorDay: values.anchor,
  allowClientTags: !values["strip-client-tags"],
});

process.stdout.write(`LiteLLM stand-in ready: ${running.url} (version ${values.version})\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void running.close().then(() => process.exit(0)));
}
