import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { findFreePort } from "@/lib/db/free-port";
import type { BenchPortal } from "./portal";

const SCRIPTS = /<script\b[\s\S]*?<\/script>|<link\b[^>]*\bas="script"[^>]*>/g;

interface StoredFile {
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
}

/** A page of the portal, with its scripts or without, and the styles and fonts that it names. */
export interface StaticCopy {
  url: string;
  stop(): Promise<void>;
}

interface CopySettings {
  hasScripts: boolean;
}

async function storeFile(
  portal: BenchPortal,
  place: string,
  { hasScripts }: CopySettings,
): Promise<StoredFile> {
  const answer = await fetch(`${portal.url}${place}`, { headers: { cookie: portal.cookie } });
  if (!answer.ok) throw new Error(`${place}: ${answer.status}`);
  const type = answer.headers.get("content-type") ?? "";
  const body =
    type.startsWith("text/html") && !hasScripts
      ? new TextEncoder().encode((await answer.text()).replaceAll(SCRIPTS, ""))
      : new Uint8Array(await answer.arrayBuffer());
  const isCompressed = answer.headers.has("content-encoding");
  const hints = (answer.headers.get("link") ?? "").split(/,\s*(?=<)/);
  return {
    headers: {
      "content-type": type,
      ...(isCompressed ? { "content-encoding": "gzip" } : {}),
      link: hints.filter((hint) => hasScripts || !hint.includes("script")).join(", "),
    },
    body: isCompressed ? new Uint8Array(gzipSync(body)) : body,
  };
}

/** Reads each file from the portal once, when it is first asked for, and answers from memory. */
export async function serveStaticCopy(
  portal: BenchPortal,
  place: string,
  settings: CopySettings,
): Promise<StaticCopy> {
  const files = new Map<string, Promise<StoredFile>>();
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = request.url ?? "/";
    const file = files.get(asked) ?? storeFile(portal, asked, settings);
    files.set(asked, file);
    const { headers, body } = await file;
    response.writeHead(200, headers).end(body);
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(404).end());
  });
  const port = await findFreePort(0);
  await new Promise<void>((resolve) => server.listen(port, resolve));
  return {
    url: `http://localhost:${port}${place}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
