import { pino, type Logger } from "pino";
import { getSettings } from "./env";

const SECRET_KEYS = [
  ...["password", "apiKey", "authorization", "cookie", "set-cookie", "secret", "token"],
  ...["access_token", "id_token", "refresh_token", "client_secret", "code_verifier"],
];

/** In the line itself, in an object of it, and in an object of that. */
const SECRET_PATHS = SECRET_KEYS.flatMap((key) => {
  const name = `["${key}"]`;
  return [name, `*${name}`, `*.*${name}`];
});

let root: Logger | undefined;

/** Structured log with a name for the part that writes; keys that carry secrets are removed. */
export function createLogger(part: string): Logger {
  root ??= pino({
    level: getSettings().LOG_LEVEL,
    redact: { paths: SECRET_PATHS, remove: true },
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
  });
  return root.child({ part });
}
