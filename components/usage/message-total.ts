import { formatCount } from "@/lib/format";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { MessageVolumeRow } from "@/lib/usage/schema";

export interface MessageTotal {
  count: number;
  /** Why it is only an upper bound; null when it is exact. */
  says: string | null;
}

/** The sum of all channels; where calls carry several of them, the most it can be. */
export function toMessageTotal(
  rows: readonly MessageVolumeRow[],
  bound: ApiAnswer<unknown>["bound"],
): MessageTotal {
  const count = rows.reduce((sum, row) => sum + row.message_count, 0);
  if (bound === null || bound.lowest >= bound.highest) return { count, says: null };
  return {
    count: bound.highest,
    says: `Between ${formatCount(bound.lowest)} and ${formatCount(bound.highest)}: some calls carry several channels, and LiteLLM does not say which.`,
  };
}
