import type { StackSeries } from "./stacked-bars";

/** A person's three accounts in their colours, in the order they are always shown. */
export const ACCOUNT_SERIES = [
  { id: "web", name: "Web", color: "var(--series-web)" },
  { id: "cli", name: "CLI", color: "var(--series-cli)" },
  { id: "premium", name: "Premium", color: "var(--series-premium)" },
] as const satisfies readonly StackSeries[];
