import { formatUsd } from "@/lib/format";
import type { StackSeries } from "./stacked-bars";

/** A person's three accounts in their colours, in the order they are always shown. */
export const ACCOUNT_SERIES = [
  { id: "web", name: "Web", color: "var(--series-web)" },
  { id: "cli", name: "CLI", color: "var(--series-cli)" },
  { id: "premium", name: "Premium", color: "var(--series-premium)" },
] as const satisfies readonly StackSeries[];

/** `Web $1.00, CLI $2.00, Premium $0.00`; values in USD in the order above. */
export function toAccountWords(values: readonly number[]): string {
  return ACCOUNT_SERIES.map((one, index) => `${one.name} ${formatUsd(values[index])}`).join(", ");
}
