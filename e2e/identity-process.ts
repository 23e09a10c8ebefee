import { randomBytes } from "node:crypto";
import { IdentityControl } from "@/e2e/upstream/identity/control-client";
import { startNode, toTypeScriptArgs, type ManagedProcess } from "@/lib/cli/processes";
import { findFreePort } from "@/lib/db/free-port";
import { toChildEnv } from "@/lib/env";
import { waitUntil } from "./stand-in-process";

const CLIENT_ID = "tokenroll-portal";

/** What makes the portal use the stand-in of the identity providers. */
export interface IdentitySettings {
  url: string;
  clientId: string;
  clientSecret: string;
}

export interface IdentityProcess extends IdentitySettings {
  process: ManagedProcess;
}

/** The OpenID provider and GitHub as a process of their own, ready to answer. */
export async function startIdentityProcess(portalUrl: string): Promise<IdentityProcess> {
  const port = await findFreePort(0, "127.0.0.1");
  const clientSecret = randomBytes(24).toString("hex");
  const args = [
    ...["--port", String(port), "--client-id", CLIENT_ID, "--client-secret", clientSecret],
    ...["--redirect-uri", `${portalUrl}/api/auth/callback/oidc`],
  ];
  const child = startNode([...toTypeScriptArgs("e2e/upstream/identity/main.ts"), ...args], {
    env: toChildEnv({}),
    output: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntil("The stand-in of the identity providers", child, () =>
    new IdentityControl(url).ping(),
  );
  return { url, clientId: CLIENT_ID, clientSecret, process: child };
}
