import { createServer } from "node:http";
import { expect, it, vi } from "vitest";
import * as env from "@/lib/env";
import { believeTrustedProxies } from "./believe-proxies";

it("leaves the address that the proxy saw, whatever stood there before", async () => {
  vi.spyOn(env, "getSettings").mockReturnValue({
    ...env.getSettings(),
    TRUSTED_PROXIES: ["127.0.0.1"],
  });
  believeTrustedProxies();
  const server = createServer((request, response) => {
    response.end(request.headers["x-forwarded-for"]);
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  const ask = async (headers: Record<string, string>) =>
    (await fetch(`http://127.0.0.1:${port}/`, { headers })).text();
  try {
    expect(await ask({ "x-forwarded-for": "1.2.3.4, 203.0.113.9" })).toBe("203.0.113.9");
    expect(await ask({})).toBe("127.0.0.1");
  } finally {
    server.close();
  }
});
