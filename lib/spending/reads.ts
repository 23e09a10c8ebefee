import "server-only";
import { servePlainRead, serveRead } from "@/lib/http/serve-read";
import { getMyAccountsProgress } from "@/lib/sync/service";
import { toAccountsCsv, toDaysCsv } from "./csv";
import { spendingQueries } from "./queries";
import { historyQuerySchema, spendingQuerySchema } from "./schema";
import { openMyHistory, openMySpending } from "./service";
import { toSpendingLine } from "./words";

export const spendingReads = {
  mine: serveRead(spendingQueries.mine, {
    query: spendingQuerySchema,
    open: (viewer) => openMySpending(viewer),
    csv: { title: "My spending", toTable: toAccountsCsv },
    toText: toSpendingLine,
  }),
  myHistory: serveRead(spendingQueries.myHistory, {
    query: historyQuerySchema,
    open: (viewer, _, query) => openMyHistory(viewer, query),
    csv: { title: "My spending by day", toTable: toDaysCsv },
  }),
  refresh: servePlainRead(spendingQueries.refresh, {
    load: (viewer) => getMyAccountsProgress(viewer),
  }),
};
