import { BILLING_TITLES, SOURCE_TITLES, toHarnessTitle } from "@/lib/coding/schema";
import type { FilterName } from "./coding-search-params";

/** What a filter's value is called; names that only the portal knows stay as the address has them. */
export function toValueName(name: FilterName, value: string): string {
  if (name === "harness") return toHarnessTitle(value);
  if (name === "billing") return BILLING_TITLES[value] ?? value;
  if (name === "source") return SOURCE_TITLES[value] ?? value;
  return value;
}
