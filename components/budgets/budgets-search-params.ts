import {
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";
import type { BudgetListScope } from "@/lib/budgets/queries";
import type { BudgetTarget } from "@/lib/budgets/schema";

export const BUDGET_SORTS = ["name", "spent", "limit", "used", "reset", "runs_out"] as const;
const BUDGET_STATES = ["attention", "all", "exceeded", "warning", "ok", "none", "blocked"] as const;
const BUDGET_KINDS = ["all", "tenant", "agent", "account"] as const;

/** What the list's URL says. */
export const budgetsSearchParams = {
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(BUDGET_STATES).withDefault("attention"),
  kind: parseAsStringLiteral(BUDGET_KINDS).withDefault("all"),
  tenant: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(BUDGET_SORTS).withDefault("runs_out"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
  page: parseAsInteger.withDefault(1),
  /** The budget that is open, `kind/tenant/id`. */
  budget: parseAsString.withDefault(""),
};

/** How the URL names a budget. */
export function toBudgetParam({ kind, tenant_id, id }: BudgetTarget): string {
  return [kind, tenant_id, id].map(encodeURIComponent).join("/");
}

export function parseBudgetParam(text: string): BudgetTarget | null {
  const [kindName, tenantId, id] = text.split("/").map(decodePart);
  const kind = BUDGET_KINDS.find((one) => one === kindName);
  if (kind === undefined || kind === "all" || tenantId === undefined || !id) return null;
  return { kind, tenant_id: tenantId, id };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

export type BudgetsUrl = inferParserType<typeof budgetsSearchParams>;

/** The question that a URL asks the portal. */
export function toBudgetScope({ tenant, q, page, ...url }: BudgetsUrl): BudgetListScope {
  const { state, kind, sort, order } = url;
  return { state, kind, sort, order, q: q.trim(), tenant_id: tenant, page: Math.max(1, page) };
}
