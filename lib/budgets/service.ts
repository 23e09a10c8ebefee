import "server-only";
import { createHash } from "node:crypto";
import { canChangeBudgets, type Viewer } from "@/lib/auth/policy";
import type { Panel } from "@/lib/http/panel";
import { getDirectorySnapshot } from "@/lib/freshness/service";
import { findBudget } from "./change-store";
import { toBudgetName, toBudgetRow, toBudgetScope } from "./rows";
import {
  BUDGET_PAGE_SIZE,
  type BudgetList,
  type BudgetListQuery,
  type BudgetTarget,
} from "./schema";
import { countBudgetStates, listBudgetPage, type StateCount } from "./store";

const MAX_EXPORT_ROWS = 50_000;

function toCounts(rows: readonly StateCount[]): BudgetList["counts"] {
  const counts = { ok: 0, warning: 0, exceeded: 0, none: 0, attention: 0, blocked: 0, all: 0 };
  for (const row of rows) {
    counts[row.state] += row.count;
    counts.all += row.count;
    if (row.is_blocked) counts.blocked += row.count;
    if (row.needs_attention) counts.attention += row.count;
  }
  return counts;
}

async function readBudgetList(viewer: Viewer, query: BudgetListQuery): Promise<BudgetList> {
  const scope = toBudgetScope(viewer);
  const isExport = query.format === "csv";
  const [rows, states] = await Promise.all([
    listBudgetPage({
      ...query,
      scope,
      limit: isExport ? MAX_EXPORT_ROWS : BUDGET_PAGE_SIZE,
      offset: isExport ? 0 : (query.page - 1) * BUDGET_PAGE_SIZE,
    }),
    countBudgetStates(scope, query),
  ]);
  const now = new Date();
  const counts = toCounts(states);
  const ownTenants = scope.kind === "only" ? scope.tenantIds : [""];
  return {
    items: rows.map((row) => toBudgetRow(viewer, row, now)),
    total: counts[query.state],
    page: query.page,
    page_size: BUDGET_PAGE_SIZE,
    counts,
    can_edit_any: ownTenants.some((tenantId) => canChangeBudgets(viewer, tenantId)),
  };
}

/** An answer whose version is its content. */
export async function toBudgetPanel<T>(viewer: Viewer, data: T): Promise<Panel<T>> {
  const version = createHash("sha1").update(JSON.stringify(data)).digest("base64url").slice(0, 16);
  const snapshot = await getDirectorySnapshot(version);
  return {
    snapshot,
    subject: null,
    viewer,
    etagSeed: [snapshot.state, snapshot.asOf?.getTime() ?? 0],
    load: () => Promise.resolve({ data }),
  };
}

/** The budgets a viewer may see: searched, narrowed, sorted and paged. An empty scope is an empty list. */
export async function openBudgetList(
  viewer: Viewer,
  query: BudgetListQuery,
): Promise<Panel<BudgetList>> {
  return toBudgetPanel(viewer, await readBudgetList(viewer, query));
}

/** What budgets are called, in the order asked; null for one that LiteLLM no longer lists. */
export function describeBudgets(
  targets: readonly BudgetTarget[],
): Promise<({ name: string } | null)[]> {
  return Promise.all(
    targets.map(async (target) => {
      const row = await findBudget({ kind: "all" }, target);
      return row && { name: toBudgetName(row) };
    }),
  );
}
