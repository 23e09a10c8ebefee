/** Calls that are known to carry several channels are counted here and nowhere else. */
export const SHARED_CHANNEL = "shared";

/** One channel of an agent's day. */
export interface ChannelMessages {
  channel: string;
  messageCount: number;
  /** How many of these may be in another row too. */
  overlapMax: number;
}

/** Takes `amount` from the counts in proportion, in whole messages (largest remainder). */
function takeProportionally(counts: ReadonlyMap<string, number>, amount: number) {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...counts].map(([channel, count]) => {
    const exact = (count * amount) / total;
    return { channel, count, taken: Math.min(count, Math.floor(exact)), rest: exact % 1 };
  });
  let missing = amount - parts.reduce((sum, part) => sum + part.taken, 0);
  for (const part of [...parts].sort((a, b) => b.rest - a.rest || b.count - a.count)) {
    if (missing === 0 || part.taken === part.count) continue;
    part.taken += 1;
    missing -= 1;
  }
  return new Map(parts.map((part) => [part.channel, part.count - part.taken]));
}

/** Marks the smallest rows first: those may be wholly contained in the larger ones. */
function withOverlap(counts: ReadonlyMap<string, number>, overlap: number): ChannelMessages[] {
  let left = overlap;
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([a, countA], [b, countB]) => countA - countB || a.localeCompare(b))
    .map(([channel, messageCount]) => {
      const overlapMax = Math.min(left, messageCount);
      left -= overlapMax;
      return { channel, messageCount, overlapMax };
    });
}

/**
 * An agent's messages of one day by channel, from LiteLLM's counts by tag, where a call with two channel
 * tags is in both counts. Distinct calls lie between the largest count and the smaller of the counts' sum
 * and the agent's calls. The sum of the rows is the highest, less all `overlapMax` the lowest number of
 * messages that fits; where both agree the split of two channels is exact. With three or more channels
 * the rows of known shared calls are taken off in proportion, an estimate; the total keeps its bounds.
 *
 * @param callCount the agent's calls of that day, null where not known
 */
export function attributeMessages(
  countByChannel: ReadonlyMap<string, number>,
  callCount: number | null,
): ChannelMessages[] {
  const counts = new Map([...countByChannel].filter(([, count]) => count > 0));
  if (counts.size <= 1) return withOverlap(counts, 0);
  const values = [...counts.values()];
  const sum = values.reduce((total, count) => total + count, 0);
  const largest = Math.max(...values);
  // Fewer calls than one tag alone has: the call counts lag behind, so they bound nothing.
  const highest = callCount === null || callCount < largest ? sum : Math.min(sum, callCount);
  const doubleCounted = sum - highest;
  const shared = Math.min(doubleCounted, highest);
  const own = splitShared(counts, shared, doubleCounted);
  if (shared > 0) own.set(SHARED_CHANNEL, (own.get(SHARED_CHANNEL) ?? 0) + shared);
  return withOverlap(own, highest - largest);
}

function splitShared(counts: ReadonlyMap<string, number>, shared: number, doubleCounted: number) {
  if (counts.size === 2) {
    return new Map([...counts].map(([channel, count]) => [channel, count - shared]));
  }
  return takeProportionally(counts, shared + doubleCounted);
}
