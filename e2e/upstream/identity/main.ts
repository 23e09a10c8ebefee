import { parseArgs } from "node:util";
import { startIdentityServer } from "./server";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4100" },
    "redirect-uri": { type: "string", default: "http://localhost:3000/api/auth/callback/oidc" },
    "client-id": { type: "string", default: "tokenroll" },
    "client-secret": { type: "string", default: "" },
  },
});

const running = startIdentityServer({
  port: Number(values.port),
  redirectUri: values["redirect-uri"] ?? "",
  clientId: values["client-id"] ?? "",
  clientSecret: values["client-secret"] ?? "",
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void running.close().then(() => process.exit(0)));
}
