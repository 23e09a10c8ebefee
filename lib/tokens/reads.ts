import "server-only";
import { servePlainRead } from "@/lib/http/serve-read";
import { tokenQueries } from "./queries";
import { allTokensQuerySchema, tokenListQuerySchema } from "./schema";
import { listAllTokens, listOwnTokens } from "./service";

export const tokenReads = {
  own: servePlainRead(tokenQueries.own, {
    query: tokenListQuerySchema,
    load: (viewer, _, query) => listOwnTokens(viewer, query),
  }),
  everybodys: servePlainRead(tokenQueries.everybodys, {
    scope: "admin:read",
    query: allTokensQuerySchema,
    load: (viewer, _, query) => listAllTokens(viewer, query),
  }),
};
