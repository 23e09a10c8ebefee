import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { BudgetListScope } from "@/lib/budgets/queries";

export const BUDGET_SORTS = ["name", "spent", "limit", "used", "reset"] as const;
export const BUDGET_STATES = ["all", "exceeded", "warning", "ok", "none", "blocked"] as const;
export const BUDGET_KINDS = ["all", "tenant", "agent", "account"] as const;

/** What the list's URL says. */
export const budgetsSearchParams = {
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(BUDGET_STATES).withDefault("all"),
  kind: parseAsStringLiteral(BUDGET_KINDS).withDefault("all"),
  tenant: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(BUDGET_SORTS).withDefault("used"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: parseAsInteger.withDefault(1),
};

interface BudgetsUrl {
  q: string;
  state: (typeof BUDGET_STATES)[number];
  kind: (typeof BUDGET_KINDS)[number];
  tenant: string;
  sort: (typeof BUDGET_SORTS)[number];
  order: "asc" | "desc";
  page: number;
}

/** The question that a URL asks the portal. */
export function toBudgetScope({ tenant, q, page, ...rest }: BudgetsUrl): BudgetListScope {
  return { ...rest, q: q.trim(), tenant_id: tenant, page: Math.max(1, page) };
}
