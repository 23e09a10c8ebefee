import "server-only";
import { servePlainRead } from "@/lib/http/serve-read";
import { checkConnection } from "./connection";
import { operationsQueries } from "./queries";
import { listSyncRuns } from "./runs";
import { runListQuerySchema } from "./schema";

export const operationsReads = {
  syncRuns: servePlainRead(operationsQueries.syncRuns, {
    scope: "admin:read",
    query: runListQuerySchema,
    load: (viewer, _, query) => listSyncRuns(viewer, query.page),
  }),
  connection: servePlainRead(operationsQueries.connection, {
    scope: "admin:read",
    load: (viewer) => checkConnection(viewer),
  }),
};
