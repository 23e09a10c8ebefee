import { z } from "zod";
import { API_SCOPES, type ApiScope } from "@/lib/auth/policy";

const MAX_DAYS = 365;

export const newTokenSchema = z.object({
  name: z.string().trim().min(1, { error: "must not be empty" }).max(100),
  scopes: z
    .array(z.enum(API_SCOPES, { error: `must be among ${API_SCOPES.join(", ")}` }))
    .min(1, { error: "must name at least one scope" })
    .transform((scopes) => [...new Set(scopes)]),
  expires_in_days: z
    .int({ error: "must be a whole number of days" })
    .min(1, { error: "must be at least 1" })
    .max(MAX_DAYS, { error: `must be at most ${MAX_DAYS}` }),
});
export type NewToken = z.infer<typeof newTokenSchema>;

/** An id that is no UUID names nothing, so it is "not found" rather than a mistake. */
export const uuidSchema = z.uuid();

export const tokenListQuerySchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type TokenListQuery = z.infer<typeof tokenListQuerySchema>;

export const allTokensQuerySchema = tokenListQuerySchema.extend({
  q: z.string().trim().max(200).default(""),
  state: z.enum(["all", "active", "ended"]).default("all"),
});
export type AllTokensQuery = z.infer<typeof allTokensQuerySchema>;

export type TokenState = "active" | "expired" | "revoked";

/** An API token without its secret. Times are ISO. */
export interface TokenRow {
  token_id: string;
  name: string;
  /** The secret's last characters. */
  hint: string;
  owner_email: string;
  owner_name: string;
  scopes: ApiScope[];
  state: TokenState;
  created_at: string;
  expires_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

/** `GET /api/portal/tokens` and `GET /api/portal/admin/tokens`: newest first; `page` counts from 1. */
export interface TokenList {
  items: TokenRow[];
  total: number;
  page: number;
  page_size: number;
}

/** `POST /api/portal/tokens`: the only time that the secret is told. */
export interface CreatedToken {
  token: TokenRow;
  secret: string;
}
