import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { NextRequest } from "next/server";
import { ROUTES, type Path } from "./coding-bed";

export interface CodingPortal {
  url: string;
  /** What was answered, in order. */
  statuses: number[];
  close(): Promise<void>;
}

/** The portal's routes behind a real HTTP server: chunked bodies, broken connections and all. */
export async function startCodingPortal(): Promise<CodingPortal> {
  const statuses: number[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const name = request.url?.split("/").at(-1) as Path;
    const headers = new Headers(request.headers as Record<string, string>);
    const body = Readable.toWeb(request) as ReadableStream;
    const init = { method: "POST", headers, body, duplex: "half" } as const;
    const answer = await ROUTES[name](new NextRequest(`http://portal${request.url ?? ""}`, init));
    statuses.push(answer.status);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    statuses,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
