import type { ServerResponse } from "node:http";
import { proxyException } from "./errors";
import type { ErrorKind, Knobs } from "./knobs";

const HTML_PAGE =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

const STATUS_FAULTS: Readonly<Record<string, [status: number, message: string, type: string]>> = {
  "401": [401, "Authentication Error, Expired or revoked key.", "auth_error"],
  "429": [429, "No deployments available for selected model, Try again in 5 seconds.", "None"],
  "500": [500, "Internal Server Error, upstream failure", "internal_server_error"],
  "502": [502, "Bad Gateway", "internal_server_error"],
  "503": [503, "Service overloaded, admission control", "internal_server_error"],
  "504": [504, "Gateway Timeout", "internal_server_error"],
};

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** Faults that need no answer from the routes. True when the request was dealt with. */
export function applyFault(
  response: ServerResponse,
  kind: ErrorKind,
  knobs: Readonly<Knobs>,
): boolean {
  if (kind === "timeout") return true;
  if (kind === "reset") {
    response.destroy();
    return true;
  }
  if (knobs.retryAfterSeconds !== null) {
    response.setHeader("retry-after", String(knobs.retryAfterSeconds));
  }
  if (kind === "html") {
    response.writeHead(502, { "content-type": "text/html" });
    response.end(HTML_PAGE);
    return true;
  }
  const fault = STATUS_FAULTS[kind];
  if (fault === undefined) return false;
  const [status, message, type] = fault;
  sendJson(response, status, proxyException(status, message, type).body);
  return true;
}

/** Promises the whole length, sends half, cuts the line. */
export function sendTruncated(response: ServerResponse, text: string): void {
  const bytes = Buffer.from(text);
  response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
