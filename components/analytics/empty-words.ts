import type { AnsweredTime, Unavailable } from "@/lib/analytics/schema";
import { UNAVAILABLE_WORDS } from "@/lib/analytics/words";

/** Why a panel of amounts is empty: nothing was spent, or nothing was read. */
export function toNothingSpent(time: AnsweredTime | undefined) {
  return time?.is_read === false
    ? {
        emptyTitle: "Not read for this time yet",
        emptyHint: "It appears here once the analytics API was read.",
      }
    : {
        emptyTitle: "Nothing was spent in this time",
        emptyHint: "There may be some at another time, or with fewer filters.",
      };
}

/** Why a table of the upstream is empty: it cannot answer these filters, or there was nothing to count. */
export function toNothingCounted(unavailable: Unavailable | null | undefined) {
  return unavailable
    ? { emptyTitle: "No figures for these filters", emptyHint: UNAVAILABLE_WORDS[unavailable] }
    : {
        emptyTitle: "Nothing was counted",
        emptyHint: "There may be some at another time, or with fewer filters.",
      };
}
