import { z } from "zod";
import { VIEWER_ROLES, type ViewerRole } from "@/lib/auth/policy";

const MAX_MEMBERSHIPS = 1_000;

const email = z.email({ error: "must be an e-mail address" }).max(320).toLowerCase();
const name = z.string().trim().min(1, { error: "must not be empty" }).max(200);
const role = z.enum(VIEWER_ROLES, { error: `must be one of ${VIEWER_ROLES.join(", ")}` });
const names = z
  .array(z.string().trim().min(1).max(200))
  .max(MAX_MEMBERSHIPS)
  .transform((list) => [...new Set(list)]);

/** `DELETE /api/portal/me/sessions` */
export const endSessionsQuerySchema = z.object({ with_tokens: z.stringbool().default(false) });
export type EndSessionsQuery = z.infer<typeof endSessionsQuerySchema>;

/** `POST /api/portal/admin/accounts` */
export const newAccountSchema = z.object({
  email,
  name,
  role,
  tenant_ids: names.default([]),
  project_names: names.default([]),
  /** False for somebody who signs in with an identity provider only. */
  has_password: z.boolean().default(true),
});
export type NewAccount = z.infer<typeof newAccountSchema>;

/** `POST /api/portal/admin/accounts/{userId}`: what is left out stays as it is. */
export const accountChangeSchema = z.object({
  name: name.optional(),
  role: role.optional(),
  tenant_ids: names.optional(),
  project_names: names.optional(),
  is_disabled: z.boolean().optional(),
  reason: z.string().trim().max(500).optional(),
});
export type AccountChange = z.infer<typeof accountChangeSchema>;

export const accountListQuerySchema = z.object({
  q: z.string().trim().max(200).default(""),
  role: z.enum(["all", ...VIEWER_ROLES]).default("all"),
  state: z.enum(["all", "active", "disabled"]).default("all"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type AccountListQuery = z.infer<typeof accountListQuerySchema>;

export const tenantChoiceQuerySchema = z.object({ q: z.string().trim().max(200).default("") });

/** A tenant that can be given to somebody. */
export interface TenantChoice {
  tenant_id: string;
  tenant_name: string;
}

/** Claimed: came with the sign-in at an identity provider, and goes with it. */
export interface TenantMembership extends TenantChoice {
  is_claimed: boolean;
}

export interface ProjectMembership {
  project_name: string;
  is_claimed: boolean;
}

/** Somebody who can sign in. Times are ISO. */
export interface AccountRow {
  user_id: string;
  email: string;
  name: string;
  /** What counts: the claimed role where there is one, else the given one. */
  role: ViewerRole;
  given_role: ViewerRole;
  claimed_role: ViewerRole | null;
  tenants: TenantMembership[];
  projects: ProjectMembership[];
  is_disabled: boolean;
  has_password: boolean;
  /** The identity providers' addresses that the account signed in with. */
  issuers: string[];
  created_at: string;
  last_sign_in_at: string | null;
}

/** `GET /api/portal/admin/accounts`: by e-mail; `page` counts from 1. */
export interface AccountList {
  items: AccountRow[];
  total: number;
  page: number;
  page_size: number;
}

/** A new account, or one with a new password, which is told only here. */
export interface AccountWithPassword {
  account: AccountRow;
  password: string | null;
}
