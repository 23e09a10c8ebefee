import { z } from "zod";
import { budgetWindow } from "./budget-window";
import { ProxyError, proxyException } from "./errors";
import { keyRow, keyRowWithToken } from "./key-json";
import type { AdminFields, BudgetFields, KeyRecord, Tenant } from "./model";
import { sha256Hex } from "./random";
import type { RouteContext } from "./route-context";
import { teamRow } from "./team-json";

const amount = z.number().nullable().optional();
const changeShape = {
  max_budget: amount,
  soft_budget: amount,
  budget_duration: z.string().nullable().optional(),
  tpm_limit: z.int().nullable().optional(),
  blocked: z.boolean().nullable().optional(),
};
const teamSchema = z.looseObject({ team_id: z.string(), ...changeShape });
const keySchema = z.looseObject({ key: z.string(), ...changeShape });
type RowChange = z.output<typeof teamSchema> | z.output<typeof keySchema>;

/** The proxy reads a number and a unit from the front and does not mind what follows. */
const DURATION = /^\d+(mo|[smhdw])/;

/** An HTTPException that a route has wrapped: the words are the repr of its detail. */
function wrapped(status: number, words: string): ProxyError {
  return proxyException(status, `{'error': '${words}'}`, "internal_server_error");
}

function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues.map((issue) => ({
    type: issue.code === "invalid_type" ? "missing" : "value_error",
    loc: ["body", ...issue.path],
    msg: "Field required",
    input: body ?? null,
  }));
  throw new ProxyError(422, { detail });
}

function checkChange(change: RowChange, row: AdminFields, context: RouteContext): void {
  if (row.refusal !== null) throw wrapped(400, row.refusal);
  for (const field of ["max_budget", "soft_budget"] as const) {
    const value = change[field];
    if (typeof value === "number" && value < 0) {
      throw wrapped(400, `${field} cannot be negative. Received: ${value}`);
    }
  }
  const duration = change.budget_duration;
  if (typeof duration === "string" && !DURATION.test(duration)) {
    const words = `Invalid duration format: ${duration}`;
    if (context.features.refusesBadDurations) throw wrapped(400, words);
    throw proxyException(500, `Internal Server Error, ${words}`, "internal_server_error");
  }
}

/** Only sent fields are written; a duration that is sent, new or not, sets the reset date anew. */
function applyChange(
  change: RowChange,
  row: BudgetFields & AdminFields,
  context: RouteContext,
): void {
  if (change.max_budget !== undefined) row.maxBudget = change.max_budget;
  if (change.tpm_limit !== undefined) row.tpmLimit = change.tpm_limit;
  if (change.blocked != null) row.isBlocked = change.blocked;
  if (typeof change.budget_duration === "string") {
    row.budgetDuration = change.budget_duration;
    const window = budgetWindow(change.budget_duration, context.store.clock.nowMs());
    row.resetAtMs = window?.untilMs ?? null;
  }
}

function requireTeam(context: RouteContext, teamId: string): Tenant {
  const tenant = context.store.findTenant(teamId);
  if (tenant === null) throw wrapped(404, `Team not found, passed team_id=${teamId}`);
  return tenant;
}

function requireKey(context: RouteContext, passed: string): KeyRecord {
  const token = passed.startsWith("sk-") ? sha256Hex(passed) : passed;
  const key = context.store.findKey(token);
  if (key?.deletedAtMs !== null) throw wrapped(404, `Key not found: ${token}`);
  return key;
}

export function updateTeam(context: RouteContext): unknown {
  const change = parseBody(teamSchema, context.body);
  const tenant = requireTeam(context, change.team_id);
  checkChange(change, tenant, context);
  applyChange(change, tenant, context);
  if (change.budget_duration === null) tenant.budgetDuration = null;
  if (change.soft_budget !== undefined && context.features.hasTeamSoftBudget) {
    tenant.softBudget = change.soft_budget;
  }
  tenant.updatedAtMs = context.store.clock.nowMs();
  return { team_id: tenant.teamId, data: teamRow(context.store, tenant, context.features) };
}

/** A soft limit has no column on a key; newer releases make a budget row for it. */
function setSoftBudget(key: KeyRecord, softBudget: number | null, context: RouteContext): void {
  const nowMs = context.store.clock.nowMs();
  const row = key.linkedBudget ?? {
    budgetId: sha256Hex(`budget-${key.token}`).slice(0, 32),
    ...{ maxBudget: null, budgetDuration: null, createdAtMs: nowMs },
  };
  key.linkedBudget = { ...row, softBudget };
}

/** A period of null is dropped without a word. */
export function updateKey(context: RouteContext): unknown {
  const change = parseBody(keySchema, context.body);
  const key = requireKey(context, change.key);
  checkChange(change, key, context);
  applyChange(change, key, context);
  if (change.soft_budget !== undefined && context.features.hasKeySoftBudget) {
    setSoftBudget(key, change.soft_budget, context);
  }
  key.updatedAtMs = context.store.clock.nowMs();
  return { key: change.key, ...keyRow(context.store, key) };
}

function setTeamBlocked(context: RouteContext, isBlocked: boolean): unknown {
  const { team_id: teamId } = parseBody(z.looseObject({ team_id: z.string() }), context.body);
  const tenant = requireTeam(context, teamId);
  if (tenant.refusal !== null) throw wrapped(400, tenant.refusal);
  tenant.isBlocked = isBlocked;
  tenant.updatedAtMs = context.store.clock.nowMs();
  return teamRow(context.store, tenant, context.features);
}

function setKeyBlocked(context: RouteContext, isBlocked: boolean): unknown {
  const { key: passed } = parseBody(z.looseObject({ key: z.string() }), context.body);
  const key = requireKey(context, passed);
  if (key.refusal !== null) throw wrapped(400, key.refusal);
  key.isBlocked = isBlocked;
  key.updatedAtMs = context.store.clock.nowMs();
  return keyRowWithToken(context.store, key);
}

export const blockTeam = (context: RouteContext): unknown => setTeamBlocked(context, true);
export const unblockTeam = (context: RouteContext): unknown => setTeamBlocked(context, false);
export const blockKey = (context: RouteContext): unknown => setKeyBlocked(context, true);
export const unblockKey = (context: RouteContext): unknown => setKeyBlocked(context, false);
