import { z } from "zod";
import { CUSTOMER_MUTATIONS, isCustomerMutation, mutateCustomers } from "./customer-mutations";
import type { CustomerStore } from "./customer-store";
import { CATALOG, type CatalogModel } from "./catalog";
import { decimalToPico } from "./cost";
import { parseDay } from "./days";
import type { KeyRecord, Tenant } from "./model";
import type { Store } from "./store";

const day = z.iso.date();
const count = z.int().nonnegative();
const budget = {
  maxBudget: z.number().nullable().optional(),
  softBudget: z.number().nullable().optional(),
  budgetDuration: z.string().nullable().optional(),
  budgetResetAt: z.iso.datetime().nullable().optional(),
  tpmLimit: z.int().nullable().optional(),
  isBlocked: z.boolean().optional(),
  /** Added to the counter, as counts that no call explains. */
  counterExtraUsd: z.number().optional(),
  /** The proxy refuses every change of the row with these words. */
  refusal: z.string().nullable().optional(),
};

const addUsageSchema = z.strictObject({
  op: z.literal("addUsage"),
  token: z.string(),
  /** Unset: the key's team now. */
  teamId: z.string().nullable().optional(),
  day,
  model: z.string().default("gpt-4o-2024-08-06"),
  modelGroup: z.string().optional(),
  provider: z.string().nullable().optional(),
  endpoint: z.string().default("/chat/completions"),
  /** "channel:…" tags are what callers sent; all others are kept as they are. */
  tags: z.array(z.string()).default([]),
  spendUsd: z.union([z.string(), z.number()]).default("0"),
  promptTokens: count.default(0),
  completionTokens: count.default(0),
  cacheReadTokens: count.default(0),
  cacheCreationTokens: count.default(0),
  successfulRequests: count.default(1),
  failedRequests: count.default(0),
});

export const mutationSchema = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("renameTeam"), teamId: z.string(), alias: z.string() }),
  /** A comma in it cannot be asked for: the proxy's filters split there. */
  z.strictObject({ op: z.literal("renameTeamId"), teamId: z.string(), to: z.string().min(1) }),
  z.strictObject({ op: z.literal("renameKey"), token: z.string(), alias: z.string().nullable() }),
  z.strictObject({ op: z.literal("giveKey"), token: z.string(), userId: z.string().nullable() }),
  z.strictObject({ op: z.literal("deleteKey"), token: z.string() }),
  z.strictObject({
    op: z.literal("moveKey"),
    token: z.string(),
    teamId: z.string().nullable(),
    /** Given to the key itself; unset: as it is. */
    organizationId: z.string().nullable().optional(),
    at: z.iso.datetime().optional(),
  }),
  z.strictObject({
    op: z.literal("moveTeam"),
    teamId: z.string(),
    organizationId: z.string().nullable(),
  }),
  addUsageSchema,
  z.strictObject({
    op: z.literal("removeUsage"),
    teamId: z.string().nullable().optional(),
    token: z.string().optional(),
    fromDay: day.optional(),
    toDay: day.optional(),
  }),
  z.strictObject({ op: z.literal("setTeamBudget"), teamId: z.string(), ...budget }),
  z.strictObject({ op: z.literal("setKeyBudget"), token: z.string(), ...budget }),
  z.strictObject({ op: z.literal("freezeClock"), at: z.iso.datetime() }),
  z.strictObject({ op: z.literal("advanceClock"), ms: z.number() }),
  ...CUSTOMER_MUTATIONS,
]);

export type Mutation = z.input<typeof mutationSchema>;
type ParsedMutation = z.output<typeof mutationSchema>;

function requireTenant(store: Store, teamId: string): Tenant {
  const tenant = store.findTenant(teamId);
  if (tenant === null) throw new Error(`no such team: ${teamId}`);
  return tenant;
}

function requireKey(store: Store, token: string): KeyRecord {
  const key = store.findKey(token);
  if (key === null) throw new Error(`no such key: ${token}`);
  return key;
}

function modelFor(usage: z.output<typeof addUsageSchema>): CatalogModel {
  const { model, provider } = usage;
  const known = CATALOG.find(
    (entry) => entry.model === model && (provider === undefined || entry.provider === provider),
  );
  if (known !== undefined) return { ...known, group: usage.modelGroup ?? known.group };
  const limits = { maxInputTokens: 128_000, maxOutputTokens: 16_384 };
  const group = usage.modelGroup ?? model;
  return { model, group, provider: provider ?? null, rates: null, mode: "chat", ...limits };
}

function addUsage(store: Store, usage: z.output<typeof addUsageSchema>): void {
  const key = requireKey(store, usage.token);
  const prefix = "channel:";
  const channels = usage.tags.filter((tag) => tag.startsWith(prefix));
  const teamId = usage.teamId === undefined ? (key.teams.at(-1)?.teamId ?? null) : usage.teamId;
  const fact = {
    day: parseDay(usage.day),
    key,
    model: modelFor(usage),
    endpoint: usage.endpoint,
    mcpTool: null,
    channels: channels.map((tag) => tag.slice(prefix.length)),
    otherTags: usage.tags.filter((tag) => !tag.startsWith(prefix)),
    counts: {
      requests: usage.successfulRequests + usage.failedRequests,
      failed: usage.failedRequests,
      promptTokens: usage.promptTokens,
      completionTokens: usage.completionTokens,
      cacheReadTokens: usage.cacheReadTokens,
      cacheCreationTokens: usage.cacheCreationTokens,
    },
    lateUntilMs: null,
  };
  store.addUsage(fact, teamId, decimalToPico(usage.spendUsd));
}

function setBudget(
  store: Store,
  target: KeyRecord | Tenant,
  change: z.output<z.ZodObject<typeof budget>>,
): void {
  if (change.maxBudget !== undefined) target.maxBudget = change.maxBudget;
  if (change.softBudget !== undefined) target.softBudget = change.softBudget;
  if (change.budgetDuration !== undefined) target.budgetDuration = change.budgetDuration;
  if (change.budgetResetAt !== undefined) {
    target.resetAtMs = change.budgetResetAt === null ? null : Date.parse(change.budgetResetAt);
  }
  if (change.tpmLimit !== undefined) target.tpmLimit = change.tpmLimit;
  if (change.isBlocked !== undefined) target.isBlocked = change.isBlocked;
  if (change.counterExtraUsd !== undefined) target.counterExtraUsd = change.counterExtraUsd;
  if (change.refusal !== undefined) target.refusal = change.refusal;
  store.touch(target);
}

function mutateTeam(
  store: Store,
  change: Extract<ParsedMutation, { op: "renameTeam" | "renameTeamId" | "moveTeam" }>,
): void {
  const tenant = requireTenant(store, change.teamId);
  if (change.op === "renameTeamId") {
    store.renameTeamId(tenant, change.to);
    return;
  }
  if (change.op === "renameTeam") tenant.alias = change.alias;
  else tenant.organizationId = change.organizationId;
  store.touch(tenant);
}

function mutateKey(
  store: Store,
  change: Extract<ParsedMutation, { op: "renameKey" | "giveKey" | "deleteKey" | "moveKey" }>,
): void {
  const key = requireKey(store, change.token);
  if (change.op === "moveKey") {
    const atMs = change.at === undefined ? store.clock.nowMs() : Date.parse(change.at);
    if (change.organizationId !== undefined) key.organizationId = change.organizationId;
    store.moveKey(key, change.teamId, atMs);
    return;
  }
  if (change.op === "renameKey") key.alias = change.alias;
  else if (change.op === "giveKey") key.userId = change.userId;
  else key.deletedAtMs = store.clock.nowMs();
  store.touch(key);
}

export function mutate(store: Store, customers: CustomerStore, change: ParsedMutation): void {
  if (isCustomerMutation(change)) {
    mutateCustomers(customers, store.clock, change);
    return;
  }
  switch (change.op) {
    case "renameTeam":
    case "renameTeamId":
    case "moveTeam":
      mutateTeam(store, change);
      return;
    case "addUsage":
      addUsage(store, change);
      return;
    case "removeUsage": {
      const { fromDay, toDay, teamId, token } = change;
      store.removeUsage({
        ...(teamId === undefined ? {} : { teamId }),
        ...(token === undefined ? {} : { token }),
        ...(fromDay === undefined ? {} : { fromDay: parseDay(fromDay) }),
        ...(toDay === undefined ? {} : { toDay: parseDay(toDay) }),
      });
      return;
    }
    case "setTeamBudget":
      setBudget(store, requireTenant(store, change.teamId), change);
      return;
    case "setKeyBudget":
      setBudget(store, requireKey(store, change.token), change);
      return;
    case "renameKey":
    case "giveKey":
    case "deleteKey":
    case "moveKey":
      mutateKey(store, change);
      return;
    case "freezeClock":
      store.clock.freeze(Date.parse(change.at));
      return;
    case "advanceClock":
      store.clock.advance(change.ms);
      return;
  }
}
