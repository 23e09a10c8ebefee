import { setMaxListeners } from "node:events";

export interface Deadline {
  readonly signal: AbortSignal;
  hasTimedOut(): boolean;
  /** Detaches from the outer signals, which may live as long as the process. */
  close(): void;
}

type MaybeSignal = AbortSignal | null | undefined;

/** One signal that fires with any of the given ones, and after `timeoutMs` when given. */
export function openDeadline(signals: readonly MaybeSignal[], timeoutMs?: number): Deadline {
  const controller = new AbortController();
  let hasTimedOut = false;
  const detach: (() => void)[] = [];
  for (const signal of signals) {
    if (!signal) continue;
    // One listener for each request that waits is no leak; close() takes it off again.
    setMaxListeners(0, signal);
    const abort = (): void => controller.abort(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    detach.push(() => signal.removeEventListener("abort", abort));
  }
  if (timeoutMs !== undefined) {
    const timer = setTimeout(() => {
      hasTimedOut = true;
      controller.abort(new DOMException("timed out", "TimeoutError"));
    }, timeoutMs);
    detach.push(() => clearTimeout(timer));
  }
  return {
    signal: controller.signal,
    hasTimedOut: () => hasTimedOut,
    close: () => {
      for (const undo of detach) undo();
    },
  };
}

/** All results, or the first failure: then the others are called off and waited for. */
export async function allOrAbort<T, R>(
  items: readonly T[],
  run: (item: T, signal: AbortSignal) => Promise<R>,
  outer?: AbortSignal,
): Promise<R[]> {
  const controller = new AbortController();
  const deadline = openDeadline([outer, controller.signal]);
  const tasks = items.map((item) => run(item, deadline.signal));
  try {
    return await Promise.all(tasks);
  } catch (error) {
    controller.abort(error);
    await Promise.allSettled(tasks);
    throw error;
  } finally {
    deadline.close();
  }
}
