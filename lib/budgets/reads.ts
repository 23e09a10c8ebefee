import "server-only";
import { serveRead } from "@/lib/http/serve-read";
import { toBudgetDetailCsv, toBudgetListCsv } from "./csv";
import { openBudgetDetail } from "./detail";
import { budgetQueries } from "./queries";
import { budgetDetailQuerySchema, budgetListQuerySchema } from "./schema";
import { openBudgetList } from "./service";

export const budgetReads = {
  list: serveRead(budgetQueries.list, {
    query: budgetListQuerySchema,
    open: (viewer, _, query) => openBudgetList(viewer, query),
    csv: { title: "Budgets", toTable: toBudgetListCsv },
  }),
  detail: serveRead(budgetQueries.detail, {
    query: budgetDetailQuerySchema,
    open: (viewer, address) => openBudgetDetail(viewer, address),
    csv: { title: "Budget changes", toTable: toBudgetDetailCsv },
  }),
};
