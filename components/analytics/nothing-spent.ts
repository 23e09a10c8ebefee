import type { AnsweredTime } from "@/lib/analytics/schema";

/** Why a panel is empty: nothing was spent, or nothing was read. */
export function toNothingSpent(time: AnsweredTime | undefined) {
  return time?.is_read === false
    ? {
        emptyTitle: "Not read for this time yet",
        emptyHint: "It appears here once the analytics API was read.",
      }
    : {
        emptyTitle: "Nothing was spent in this time",
        emptyHint: "Choose another time, or fewer filters.",
      };
}
