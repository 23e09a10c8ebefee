import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import { findClientAddress, toNetworks } from "@/lib/client-address";
import { getSettings } from "@/lib/env";
import { createLogger } from "@/lib/logger";

const FORWARDED_FOR = "x-forwarded-for";

/**
 * Leaves in X-Forwarded-For of every request the one address that sent it. Next keeps what a stranger wrote there
 * and tells a route nothing of the connection, so it happens before Next sees the request.
 */
export function believeTrustedProxies(): void {
  let trusted: BlockList | undefined;
  let isTold = false;
  subscribe("http.server.request.start", (message) => {
    const request = (message as { request?: unknown }).request;
    if (!(request instanceof IncomingMessage)) return;
    trusted ??= toNetworks(getSettings().TRUSTED_PROXIES);
    const remote = request.socket.remoteAddress ?? "";
    const said = request.headers[FORWARDED_FOR];
    const forwarded = typeof said === "string" ? said : said?.join(",");
    const address = findClientAddress(remote, forwarded, trusted);
    if (!isTold && forwarded !== undefined && address === findClientAddress(remote, "", trusted)) {
      isTold = true;
      const words = "X-Forwarded-For is ignored: TRUSTED_PROXIES does not name who sent it";
      createLogger("http").warn({ remote }, words);
    }
    request.headers[FORWARDED_FOR] = address;
  });
}
