import "server-only";
import { servePlainRead } from "@/lib/http/serve-read";
import { findTenantChoices, listAccountsFor } from "./administration";
import { accountQueries } from "./queries";
import { accountListQuerySchema, tenantChoiceQuerySchema } from "./schema";

export const accountReads = {
  list: servePlainRead(accountQueries.list, {
    scope: "admin:read",
    query: accountListQuerySchema,
    load: (viewer, _, query) => listAccountsFor(viewer, query),
  }),
  tenantChoices: servePlainRead(accountQueries.tenantChoices, {
    scope: "admin:read",
    query: tenantChoiceQuerySchema,
    load: (viewer, _, query) => findTenantChoices(viewer, query.q),
  }),
};
