export interface RetryPolicy {
  baseDelayMs: number;
  maxDelayMs: number;
}

/** A Retry-After header in either form (seconds, HTTP date) as milliseconds from now; null when absent or unreadable. */
export function parseRetryAfterMs(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = text === "" ? NaN : Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

/**
 * How long to wait before the next attempt: full jitter below an exponential ceiling, on top of
 * what the upstream asked for, never more than the policy's maximum.
 * @param attempt the attempt that just failed, from 1
 */
export function toRetryDelayMs(
  attempt: number,
  retryAfterMs: number | null,
  policy: RetryPolicy,
  random: () => number = Math.random,
): number {
  const ceilingMs = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
  return Math.min(policy.maxDelayMs, (retryAfterMs ?? 0) + random() * ceilingMs);
}
