import type { Answered } from "../serve-stand-in";
import { proxyException } from "./errors";
import type { ErrorKind } from "./knobs";

/** How a web server in front of the proxy says that it is gone. */
export const GATEWAY = {
  status: 502,
  page: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
};

const toFault = (status: number, message: string, type: string): Answered => ({
  status,
  body: proxyException(status, message, type).body,
});

export const FAILURE = {
  error: { message: "Internal server error", type: "internal_server_error" },
};

/** Answers that the proxy gives instead of what was asked for. */
export const FAULTS: Partial<Record<ErrorKind, Answered>> = {
  "401": toFault(401, "Authentication Error, Expired or revoked key.", "auth_error"),
  "429": toFault(
    429,
    "No deployments available for selected model, Try again in 5 seconds.",
    "None",
  ),
  "500": toFault(500, "Internal Server Error, upstream failure", "internal_server_error"),
  "502": toFault(502, "Bad Gateway", "internal_server_error"),
  "503": toFault(503, "Service overloaded, admission control", "internal_server_error"),
  "504": toFault(504, "Gateway Timeout", "internal_server_error"),
};
