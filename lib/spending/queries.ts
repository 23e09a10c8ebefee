import { defineRead, type NoInput } from "@/lib/query/read";
import type { RefreshProgress } from "@/lib/usage/schema";
import type { PersonSpending, SpendHistory } from "./schema";

/** What the viewer's own spending is kept under in the browser. */
export const MY_SPENDING_KEY = ["me", "spending"];

export const spendingQueries = {
  mine: defineRead<NoInput, PersonSpending>()("/api/portal/me/spending", { pollMs: 60_000 }),
  myHistory: defineRead<Readonly<{ days: number }>, SpendHistory>()(
    "/api/portal/me/spending/history",
  ),
  refresh: defineRead<NoInput, RefreshProgress>()("/api/portal/me/spending/refresh"),
};
