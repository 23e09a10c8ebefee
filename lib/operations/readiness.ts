import "server-only";
import { findClockOffsetSeconds } from "./store";

/** Longer than a busy moment of the process itself, shorter than what probes wait. */
const TIMEOUT_MS = 5_000;

export interface Readiness {
  isReady: boolean;
  /** How far LiteLLM's clock is ahead of the portal's; null where it is not known. */
  clockOffsetSeconds: number | null;
}

const NOT_READY: Readiness = { isReady: false, clockOffsetSeconds: null };

/** Ready when the database answers within five seconds. */
export async function findReadiness(): Promise<Readiness> {
  const timeout = new Promise<Readiness>((resolve) => {
    setTimeout(() => {
      resolve(NOT_READY);
    }, TIMEOUT_MS).unref();
  });
  // Any failure means the same to whoever asks: do not send people here.
  const asked = findClockOffsetSeconds().then(
    (clockOffsetSeconds) => ({ isReady: true, clockOffsetSeconds }),
    () => NOT_READY,
  );
  return Promise.race([asked, timeout]);
}
