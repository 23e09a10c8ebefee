import { pino, type Logger } from "pino";
import { getSettings } from "./env";

let root: Logger | undefined;

/** Structured log with a name for the part that writes; keys that carry secrets are removed. */
export function createLogger(part: string): Logger {
  root ??= pino({
    level: getSettings().LOG_LEVEL,
    redact: { paths: ["*.password", "*.apiKey", "*.authorization", "*.cookie"], remove: true },
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
  });
  return root.child({ part });
}
