import { createAccountFor, listAccountsFor } from "@/lib/access/administration";
import {
  accountListQuerySchema,
  newAccountSchema,
  type AccountListQuery,
  type NewAccount,
} from "@/lib/access/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const GET = defineRoute<Record<string, never>, AccountListQuery>({
  scope: "admin:read",
  query: accountListQuerySchema,
  handle: async ({ viewer, query }) => toJsonResponse(await listAccountsFor(viewer, query)),
});

export const POST = defineRoute<Record<string, never>, unknown, NewAccount>({
  body: newAccountSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await createAccountFor(viewer, body), 201),
});
