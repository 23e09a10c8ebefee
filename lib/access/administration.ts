import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { hashPassword } from "@/lib/auth/password";
import { canOperatePortal, canReadAdministration, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import {
  findAccount,
  findMemberTenantNames,
  listAccountPage,
  listTenantChoices,
  updateAccount,
  updatePassword,
  type AccountFields,
  type AccountRecord,
} from "./account-store";
import type {
  AccountChange,
  AccountList,
  AccountListQuery,
  AccountRow,
  AccountWithPassword,
  NewAccount,
  TenantChoice,
} from "./schema";
import { findCredential, insertAccount } from "./store";

const PAGE_SIZE = 20;
const TENANT_CHOICES = 20;

function requireReader(viewer: Viewer): void {
  if (!canReadAdministration(viewer)) {
    throw new AppError("forbidden", "Only platform administrators and auditors may see this.");
  }
}

function requireAdmin(viewer: Viewer): void {
  if (!canOperatePortal(viewer)) {
    throw new AppError("forbidden", "Only platform administrators may change accounts.");
  }
}

function toAccountRow(
  account: AccountRecord,
  tenantNames: ReadonlyMap<string, string>,
): AccountRow {
  return {
    user_id: account.id,
    email: account.email,
    name: account.name,
    role: account.claimedRole ?? account.role,
    given_role: account.role,
    claimed_role: account.claimedRole,
    tenants: account.memberships.map(({ tenantId, isClaimed }) => ({
      tenant_id: tenantId,
      tenant_name: tenantNames.get(tenantId) ?? tenantId,
      is_claimed: isClaimed,
    })),
    projects: account.projects.map(({ projectName, isClaimed }) => ({
      project_name: projectName,
      is_claimed: isClaimed,
    })),
    is_disabled: account.isDisabled,
    has_password: account.hasPassword,
    issuers: account.identities.map(({ issuer }) => issuer),
    created_at: account.createdAt.toISOString(),
    last_sign_in_at: account.lastSignInAt?.toISOString() ?? null,
  };
}

async function toAccountRows(accounts: readonly AccountRecord[]): Promise<AccountRow[]> {
  const ids = accounts.flatMap(({ memberships }) => memberships.map(({ tenantId }) => tenantId));
  const names = await findMemberTenantNames([...new Set(ids)]);
  return accounts.map((account) => toAccountRow(account, names));
}

/** @throws {AppError} not_found */
async function getAccount(userId: string): Promise<AccountRecord> {
  const account = z.uuid().safeParse(userId).success ? await findAccount(userId) : null;
  if (!account) throw new AppError("not_found", "There is no such account.");
  return account;
}

async function getAccountRow(userId: string): Promise<AccountRow> {
  const [row] = await toAccountRows([await getAccount(userId)]);
  if (!row) throw new AppError("not_found", "There is no such account.");
  return row;
}

/**
 * Who can sign in, by e-mail.
 * @throws {AppError} forbidden for everybody but platform admins and auditors
 */
export async function listAccountsFor(
  viewer: Viewer,
  query: AccountListQuery,
): Promise<AccountList> {
  requireReader(viewer);
  const { rows, total } = await listAccountPage(
    { search: query.q, role: query.role, state: query.state },
    PAGE_SIZE,
    (query.page - 1) * PAGE_SIZE,
  );
  return { items: await toAccountRows(rows), total, page: query.page, page_size: PAGE_SIZE };
}

/** Tenants to give to somebody, found by a part of the name or id. */
export async function findTenantChoices(viewer: Viewer, q: string): Promise<TenantChoice[]> {
  requireReader(viewer);
  const tenants = await listTenantChoices(q, TENANT_CHOICES);
  return tenants.map(({ id, name }) => ({ tenant_id: id, tenant_name: name }));
}

function createPassword(): string {
  return randomBytes(12).toString("base64url");
}

/**
 * Makes an account; its password is in this answer and nowhere else.
 * @throws {AppError} forbidden, or conflict when the e-mail is taken
 */
export async function createAccountFor(
  viewer: Viewer,
  input: NewAccount,
): Promise<AccountWithPassword> {
  requireAdmin(viewer);
  const password = input.has_password ? createPassword() : null;
  const { isNew } = await insertAccount(
    {
      email: input.email,
      name: input.name,
      role: input.role,
      passwordHash: password === null ? null : await hashPassword(password),
      tenantIds: input.tenant_ids,
      projectNames: input.project_names,
    },
    viewer,
  );
  if (!isNew) throw new AppError("conflict", `${input.email} has an account already.`);
  const created = await findCredential(input.email);
  return { account: await getAccountRow(created?.userId ?? ""), password };
}

/**
 * Changes what the portal gave; what claims gave stays. Effective with the account's next request.
 * @throws {AppError} forbidden, not_found, or conflict where admins would lock themselves out
 */
export async function changeAccount(
  viewer: Viewer,
  userId: string,
  change: AccountChange,
): Promise<AccountRow> {
  requireAdmin(viewer);
  const account = await getAccount(userId);
  const isSelf = account.id === viewer.userId;
  const losesRole = change.role !== undefined && change.role !== account.role;
  if (isSelf && (losesRole || change.is_disabled === true)) {
    throw new AppError("conflict", "Another administrator must change your own role or state.");
  }
  const fields: Partial<AccountFields> = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.role === undefined ? {} : { role: change.role }),
    ...(change.is_disabled === undefined ? {} : { isDisabled: change.is_disabled }),
    ...(change.tenant_ids === undefined ? {} : { tenantIds: [...change.tenant_ids].sort() }),
    ...(change.project_names === undefined
      ? {}
      : { projectNames: [...change.project_names].sort() }),
  };
  await updateAccount(viewer, userId, fields, change.reason ?? null);
  return getAccountRow(userId);
}

/**
 * Gives a new password, told only in this answer.
 * @throws {AppError} forbidden, not_found
 */
export async function resetPassword(viewer: Viewer, userId: string): Promise<AccountWithPassword> {
  requireAdmin(viewer);
  const account = await getAccount(userId);
  const password = createPassword();
  await updatePassword(viewer, account, await hashPassword(password));
  return { account: await getAccountRow(userId), password };
}
