import { readFile } from "node:fs/promises";
import { DEMO_PASSWORD } from "./demo-accounts";
import { expect, test } from "./fixtures";

/** Runs after everything else: what web and worker wrote in the meantime is read as a whole. */
test("no secret is in the log of web or worker", async ({ stack }) => {
  const secrets = {
    "LiteLLM's key": stack.litellmKey,
    "what signs sessions": stack.authSecret,
    "the identity provider's secret": stack.identitySecret,
    "a password": DEMO_PASSWORD,
    "the database's password": new URL(stack.databaseUrl).password,
  };
  const shapes = {
    "an API token": /tkr_[0-9a-f]{8}/,
    "a session": /next-auth\.session-token=ey/,
    "a signed token": /eyJ[\w-]{10,}\.[\w-]+\./,
    "a hash of a password": /\$argon2/,
  };
  let length = 0;
  for (const file of stack.logFiles) {
    const log = await readFile(file, "utf8");
    length += log.length;
    for (const [name, secret] of Object.entries(secrets)) {
      if (secret.length > 3) expect(log.includes(secret), `${name} in ${file}`).toBe(false);
    }
    for (const [name, shape] of Object.entries(shapes)) {
      expect(shape.test(log), `${name} in ${file}`).toBe(false);
    }
  }
  // An empty log would prove nothing.
  expect(length).toBeGreaterThan(1_000);
});
