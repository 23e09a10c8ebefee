import type { z } from "zod";
import { Decimal } from "@/lib/money";
import { isRightsError, UpstreamError } from "../errors";
import { ADMIN_ROLES, type CallerRole } from "./caller";
import {
  PageDriftError,
  readAllPages,
  rereadWhileDrifting,
  toFingerprint,
  toUnstableError,
  type Page,
} from "./paging";
import { parseAnswer, Reading, toShownKey, type ReadContext, type ReadOptions } from "./reading";
import type { AgentRecord, BudgetRecord, TenantRecord, WholeRead } from "./records";
import {
  toRuleText,
  wireKey,
  wireListPage,
  wireOrganization,
  wireTeam,
  type WireBudgetHolder,
  type WireKey,
  type WireOrganization,
  type WireTeam,
} from "./schema";

export type FindCallerRole = (reading: Reading) => Promise<CallerRole>;

/** Both lists refuse more. */
const MAX_LIST_PAGE_SIZE = 100;
const TEAM_PAGES = "/v2/team/list";
const TEAM_LIST = "/team/list";
const KEY_LIST = "/key/list";
export const ORGANIZATION_LIST = "/organization/list";

function toBudget(row: WireBudgetHolder): BudgetRecord {
  const linked = row.litellm_budget_table;
  return {
    maxBudgetUsd: row.max_budget ?? linked?.max_budget ?? null,
    softBudgetUsd: row.soft_budget ?? linked?.soft_budget ?? null,
    budgetSpendUsd: new Decimal(row.spend),
    budgetDuration: row.budget_duration ?? linked?.budget_duration ?? null,
    budgetResetAt: row.budget_reset_at ?? linked?.budget_reset_at ?? null,
    isBlocked: row.blocked,
    createdAt: row.created_at,
  };
}

export function toTenant(row: WireTeam): TenantRecord {
  return { tenantId: row.team_id, name: row.team_alias, isOrganization: false, ...toBudget(row) };
}

/** A team as a tenant of its own, with the organization that it is in. */
export interface TeamRow {
  tenant: TenantRecord;
  organizationId: string | null;
}

/** A key as an agent of its team, with the organization that the key itself names. */
export interface KeyRow {
  agent: AgentRecord;
  organizationId: string | null;
}

const E_MAIL = /^[^\s@]+@[^\s@]+$/;

/** Of the key's user, else the user's id where that is an e-mail itself. Who made the key need not own it. */
function toOwnerEmail(row: WireKey): string | null {
  const email = (row.user?.user_email ?? row.user_id)?.trim().toLowerCase();
  return email !== undefined && E_MAIL.test(email) ? email : null;
}

export function toAgent(row: WireKey): AgentRecord {
  return {
    agentId: row.token,
    tenantId: row.team_id,
    name: row.key_alias,
    keyName: row.key_name,
    ownerEmail: toOwnerEmail(row),
    ...toBudget(row),
  };
}

function toTeamRow(row: WireTeam): TeamRow {
  return { tenant: toTenant(row), organizationId: row.organization_id };
}

/** The list of keys names the organization otherwise than a key's own answer does. */
function toKeyRow(row: WireKey): KeyRow {
  return { agent: toAgent(row), organizationId: row.organization_id ?? row.org_id };
}

export function toOrganization(row: WireOrganization): TenantRecord {
  const { organization_id: tenantId, organization_alias: name } = row;
  return { tenantId, name, isOrganization: true, ...toBudget(row) };
}

interface ListKind<S extends z.ZodType, T> {
  /** One row in words. */
  noun: string;
  schema: S;
  idField: string;
  toRecord: (row: z.output<S>) => T;
}

const TEAM_KIND = { noun: "team", schema: wireTeam, idField: "team_id", toRecord: toTeamRow };
const KEY_KIND = { noun: "key", schema: wireKey, idField: "token", toRecord: toKeyRow };
const ORGANIZATION_KIND = {
  noun: "organization",
  schema: wireOrganization,
  idField: "organization_id",
  toRecord: toOrganization,
};

function findField(row: unknown, field: string): string | null {
  if (typeof row !== "object" || row === null) return null;
  const value: unknown = Reflect.get(row, field);
  return typeof value === "string" && value !== "" ? value : null;
}

/** Rows that cannot be read are left out and counted; the rest of the list stays good. */
function toRecords<S extends z.ZodType, T>(
  rows: readonly unknown[],
  kind: ListKind<S, T>,
  reading: Reading,
): T[] {
  reading.rowsRead += rows.length;
  return rows.flatMap((row) => {
    const parsed = kind.schema.safeParse(row);
    if (parsed.success) return [kind.toRecord(parsed.data)];
    const id = findField(row, kind.idField);
    const shown = id === null || id.startsWith("sk-") ? "without an id" : toShownKey(id, null);
    reading.reject(`${kind.noun} ${shown}: ${toRuleText(parsed.error)}`);
    return [];
  });
}

/** Every row once, and as many as were announced. */
function joinPages(pages: readonly Page<unknown[]>[], idField: string): unknown[] {
  const rows = pages.flatMap((page) => page.content);
  if (pages.length === 1) return rows;
  const seen = new Set<string>();
  for (const row of rows) {
    const id = findField(row, idField);
    if (id === null) continue;
    if (seen.has(id)) throw new PageDriftError("a row is on two pages");
    seen.add(id);
  }
  const announced = pages[0]?.position.totalCount ?? null;
  if (announced !== null && announced !== rows.length) {
    throw new PageDriftError(`${announced} rows were announced, ${rows.length} came`);
  }
  return rows;
}

async function readRows(
  reading: Reading,
  path: string,
  query: (page: number) => Readonly<Record<string, string | number | boolean>>,
  list: { items: "teams" | "keys"; idField: string; what: string },
): Promise<unknown[]> {
  const readPage = async (number: number, signal: AbortSignal | undefined) => {
    const { body } = await reading.getPage(path, query(number), signal);
    const page = parseAnswer(wireListPage, body, path);
    const content = page[list.items];
    if (content === undefined) {
      throw new UpstreamError("bad_answer", `LiteLLM's answer to ${path} has no ${list.items}.`);
    }
    const position = {
      page: page.page ?? page.current_page ?? null,
      totalPages: page.total_pages ?? null,
      totalCount: page.total ?? page.total_count ?? null,
      hasMore: null,
    };
    return { content, position, fingerprint: toFingerprint(content) };
  };
  try {
    return await rereadWhileDrifting(
      async () => {
        const pages = await readAllPages(readPage, { signal: reading.signal, looksAgain: false });
        return joinPages(pages, list.idField);
      },
      (attempt) => reading.pause(attempt),
    );
  } catch (error) {
    throw error instanceof PageDriftError ? toUnstableError(list.what, error) : error;
  }
}

async function readUnpaged(reading: Reading, path: string): Promise<unknown[]> {
  const { body } = await reading.getPage(path, {});
  if (Array.isArray(body)) return body.map((row: unknown) => row);
  throw new UpstreamError("bad_answer", `LiteLLM's answer to ${path} is not a list.`);
}

/** This release has no such list, or not for this key. */
function isClosed(error: unknown): boolean {
  return isRightsError(error) || (error instanceof UpstreamError && error.kind === "not_found");
}

async function readPagedTeams(context: ReadContext, reading: Reading): Promise<unknown[]> {
  const page_size = Math.min(MAX_LIST_PAGE_SIZE, context.pageSize);
  const query = (page: number) => ({ page, page_size, sort_by: "team_id", sort_order: "asc" });
  return readRows(reading, TEAM_PAGES, query, {
    items: "teams",
    idField: "team_id",
    what: "list of teams",
  });
}

/**
 * Every team. The paged list shows a viewer its own teams only, without saying so; whoever is not
 * known to be an administrator is given the unpaged list, which refuses instead.
 */
export async function listTeams(
  context: ReadContext,
  findCallerRole: FindCallerRole,
  options: ReadOptions,
): Promise<WholeRead<TeamRow>> {
  const reading = new Reading(context, options);
  const role = await findCallerRole(reading);
  // Slow, but whole for every role that may see all teams.
  const readUnpagedTeams = () => readUnpaged(reading, TEAM_LIST);
  const readTeams = async (): Promise<unknown[]> => {
    if (role !== "proxy_admin") return readUnpagedTeams();
    try {
      const rows = await readPagedTeams(context, reading);
      // None at all may mean none of one's own.
      return rows.length > 0 ? rows : await readUnpagedTeams();
    } catch (error) {
      if (isClosed(error)) return readUnpagedTeams();
      throw error;
    }
  };
  return reading.finish(toRecords(await readTeams(), TEAM_KIND, reading));
}

/** A user's own key is shown its own rows only, without a word that there are more. */
function checkSeesAllKeys(role: CallerRole): void {
  if (role === null || ADMIN_ROLES.includes(role)) return;
  throw new UpstreamError(
    "forbidden",
    `The key in LITELLM_MASTER_KEY has the role ${role} and is shown its own keys only. Use a proxy_admin key.`,
  );
}

/**
 * Names and budgets of every organization; null where LiteLLM does not give them away, as from 1.102
 * without an Enterprise licence.
 */
export async function findOrganizations(
  context: ReadContext,
  options: ReadOptions,
): Promise<WholeRead<TenantRecord> | null> {
  const reading = new Reading(context, options);
  try {
    const rows = await readUnpaged(reading, ORGANIZATION_LIST);
    return reading.finish(toRecords(rows, ORGANIZATION_KIND, reading));
  } catch (error) {
    if (isClosed(error)) return null;
    throw error;
  }
}

/** Every virtual key that was not deleted. */
export async function listKeys(
  context: ReadContext,
  findCallerRole: FindCallerRole,
  options: ReadOptions,
): Promise<WholeRead<KeyRow>> {
  const reading = new Reading(context, options);
  checkSeesAllKeys(await findCallerRole(reading));
  const query = (page: number) => ({
    page,
    size: Math.min(MAX_LIST_PAGE_SIZE, context.pageSize),
    return_full_object: true,
    include_team_keys: true,
    expand: "user",
  });
  const rows = await readRows(reading, KEY_LIST, query, {
    items: "keys",
    idField: "token",
    what: "list of keys",
  });
  if (rows.some((row) => typeof row === "string")) {
    throw new UpstreamError("bad_answer", `LiteLLM answered ${KEY_LIST} with hashes only.`);
  }
  return reading.finish(toRecords(rows, KEY_KIND, reading));
}
