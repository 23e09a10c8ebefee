import "server-only";
import { pingDatabase } from "./store";

/** Longer than a busy moment of the process itself, shorter than what probes wait. */
const TIMEOUT_MS = 5_000;

/** True when the database answers within five seconds. */
export async function isDatabaseReady(): Promise<boolean> {
  const timeout = new Promise<false>((resolve) => {
    setTimeout(() => {
      resolve(false);
    }, TIMEOUT_MS).unref();
  });
  // Any failure means the same to whoever asks: do not send people here.
  const ping = pingDatabase().then(
    () => true,
    () => false,
  );
  return Promise.race([ping, timeout]);
}
