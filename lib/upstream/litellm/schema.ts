import { z } from "zod";
import { Decimal, parseUsd } from "@/lib/money";

/** Above this an amount or a count is a fault of the sender, not a fact. */
const ABSURD = 1e12;
const DECIMAL_TEXT = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** A JSON number or the same as text, as newer releases send database integers. */
const wireNumber = z.union([z.number(), z.string()], { error: "is not a number" });

/** A USD amount, at most 1e12, not negative. */
export const wireAmount = wireNumber.transform((raw, context) => {
  const text = String(raw).trim();
  if (!DECIMAL_TEXT.test(text)) {
    context.addIssue("is not a number");
    return z.NEVER;
  }
  const exact = new Decimal(text);
  if (exact.abs().greaterThan(ABSURD)) {
    context.addIssue("is absurdly large");
    return z.NEVER;
  }
  const amount = parseUsd(exact);
  if (amount.isZero()) return new Decimal(0);
  if (amount.isNegative()) {
    context.addIssue("is negative");
    return z.NEVER;
  }
  return amount;
});

/** A whole number, at most 1e12, not negative. */
export const wireCount = wireAmount.transform((amount, context) => {
  if (amount.isInteger()) return amount.toNumber();
  context.addIssue("is not a whole number");
  return z.NEVER;
});

/** A text that is there; absent, null and blank are null. */
export const wireText = z
  .string()
  .nullish()
  .transform((text) => (text == null || text.trim() === "" ? null : text));

/**
 * ISO or PostgreSQL text, with or without fraction and offset; without an offset it is UTC.
 * Absent, null and blank are null.
 */
export const wireInstant = wireText.transform((text, context) => {
  if (text === null) return null;
  const match = INSTANT.exec(text.trim());
  const [, day = "", time = "", fraction = "", zone = "Z"] = match ?? [];
  const offset = /^[+-]\d{2}$/.test(zone)
    ? `${zone}:00`
    : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const seconds = time.length === 5 ? `${time}:00` : time;
  const instant = new Date(`${day}T${seconds}${fraction.slice(0, 4)}${offset.toUpperCase()}`);
  if (match === null || Number.isNaN(instant.getTime())) {
    context.addIssue("is not a point in time");
    return z.NEVER;
  }
  return instant;
});

export const wireFlag = z
  .union([z.boolean(), z.literal(["true", "True", "false", "False"])])
  .nullish()
  .transform((flag) => flag === true || flag === "true" || flag === "True");

const wireBudget = z.looseObject({
  max_budget: wireAmount.nullish(),
  soft_budget: wireAmount.nullish(),
  budget_duration: wireText,
  budget_reset_at: wireInstant,
});

const wireBudgetHolder = wireBudget.extend({
  spend: wireAmount,
  blocked: wireFlag,
  created_at: wireInstant,
  litellm_budget_table: wireBudget.nullish(),
});

export const wireTeam = wireBudgetHolder.extend({
  team_id: z.string({ error: "is missing" }).min(1, { error: "is missing" }),
  team_alias: wireText,
  organization_id: wireText,
});
export type WireTeam = z.output<typeof wireTeam>;

export const wireKey = wireBudgetHolder.extend({
  token: z
    .string({ error: "is missing" })
    .min(1, { error: "is missing" })
    .refine((token) => !token.startsWith("sk-"), { error: "is a key, not its hash" }),
  key_name: wireText,
  key_alias: wireText,
  team_id: wireText,
  organization_id: wireText,
  org_id: wireText,
  user_id: wireText,
  /** Only where the list was asked to expand it, by releases that can. */
  user: z.looseObject({ user_email: wireText }).nullish().catch(null),
});
export type WireKey = z.output<typeof wireKey>;

export const wireOrganization = wireBudgetHolder.extend({
  organization_id: z.string({ error: "is missing" }).min(1, { error: "is missing" }),
  organization_alias: wireText,
});
export type WireOrganization = z.output<typeof wireOrganization>;
export type WireBudgetHolder = z.output<typeof wireBudgetHolder>;

export const wireBudgetRow = wireBudget.extend({
  budget_id: z.string({ error: "is missing" }).min(1, { error: "is missing" }),
});

export const wireBudgetRows = z.array(z.unknown());

/** Customers carry their budget nested; whether its date is in there depends on the release. */
export const wireCustomer = z.looseObject({
  user_id: z.string({ error: "is missing" }).min(1, { error: "is missing" }),
  alias: wireText,
  spend: wireAmount,
  blocked: wireFlag,
  budget_id: wireText,
  litellm_budget_table: z
    .looseObject({
      budget_id: wireText,
      max_budget: wireAmount.nullish(),
      soft_budget: wireAmount.nullish(),
      budget_duration: wireText,
      // Absent is not null: older releases leave the date out, newer ones say that there is none.
      budget_reset_at: z.union([z.undefined(), wireInstant]),
    })
    .nullish(),
});
export type WireCustomer = z.output<typeof wireCustomer>;

/** One team and one key as their own routes wrap them; the rows are parsed by themselves. */
export const wireTeamHolder = z.looseObject({ team_info: z.looseObject({}) });
export const wireKeyHolder = z.looseObject({ info: z.looseObject({}) });

/** Counts of a page in any of the namings the lists use. */
export const wireListPage = z.looseObject({
  teams: z.array(z.unknown()).optional(),
  keys: z.array(z.unknown()).optional(),
  total: wireCount.nullish(),
  total_count: wireCount.nullish(),
  page: wireCount.nullish(),
  current_page: wireCount.nullish(),
  total_pages: wireCount.nullish(),
});

export const wireMetrics = z
  .looseObject({
    spend: wireAmount,
    prompt_tokens: wireCount,
    completion_tokens: wireCount,
    cache_read_input_tokens: wireCount.nullish(),
    cache_creation_input_tokens: wireCount.nullish(),
    total_tokens: wireCount.nullish(),
    api_requests: wireCount,
    failed_requests: wireCount.nullish(),
  })
  .refine((metrics) => (metrics.failed_requests ?? 0) <= metrics.api_requests, {
    path: ["failed_requests"],
    error: "are more than all requests",
  });

/** Only what is counted for a tag; its other numbers are nobody's truth. */
export const wireCallCount = z.looseObject({ api_requests: wireCount });

function parseText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Only this much of a logged call is kept: prompts and answers may stand beside it. */
export const wireLoggedCall = z.object({
  request_id: z.string().min(1),
  startTime: wireInstant,
  team_id: wireText,
  /** Some releases send the column's JSON as text. */
  request_tags: z
    .preprocess(parseText, z.array(z.string()).nullish())
    .transform((tags) => tags ?? []),
});
export type WireLoggedCall = z.output<typeof wireLoggedCall>;

export const wireSpendLogs = z.object({
  data: z.array(wireLoggedCall),
  total: wireCount,
  /** From 1.93 on the total ends at 10,000. */
  total_is_capped: z.boolean().nullish(),
});

const wireMap = z.record(z.string(), z.unknown());

/** A part of a breakdown, its metrics still raw: one bad number must not cost the whole answer. */
export const wireBreakdownPart = z.looseObject({
  metrics: z.unknown(),
  metadata: z.looseObject({ key_alias: wireText, team_id: wireText }).nullish().catch(null),
  api_key_breakdown: wireMap.nullish(),
});
export type WireBreakdownPart = z.output<typeof wireBreakdownPart>;

const wireParts = z.record(z.string(), wireBreakdownPart);

export const wireDay = z.looseObject({
  date: z.string(),
  metrics: z.unknown(),
  breakdown: z.looseObject({
    api_keys: wireParts,
    models: wireParts.nullish(),
    providers: wireParts.nullish(),
    entities: wireParts.nullish(),
  }),
});
export type WireDay = z.output<typeof wireDay>;

export const wireActivity = z.looseObject({
  results: z.array(wireDay),
  metadata: z.looseObject({
    page: wireCount.nullish(),
    total_pages: wireCount.nullish(),
    has_more: z.boolean().nullish(),
    total_spend: z.unknown(),
    total_prompt_tokens: z.unknown(),
    total_completion_tokens: z.unknown(),
    total_api_requests: z.unknown(),
    total_failed_requests: z.unknown(),
  }),
});
export type WireActivity = z.output<typeof wireActivity>;

export const wireModelList = z.looseObject({ data: z.array(z.unknown()) });

export const wireModel = z.looseObject({
  model_name: z.string({ error: "is missing" }).min(1, { error: "is missing" }),
  litellm_params: z.looseObject({ model: wireText, custom_llm_provider: wireText }).nullish(),
  model_info: z
    .looseObject({
      key: wireText,
      litellm_provider: wireText,
      mode: wireText,
      input_cost_per_token: wireAmount.nullish(),
      output_cost_per_token: wireAmount.nullish(),
    })
    .nullish(),
});
export type WireModel = z.output<typeof wireModel>;

export const wireReadiness = z.looseObject({
  status: wireText,
  db: wireText,
  litellm_version: wireText,
});

export const wireKeyInfo = z.looseObject({
  info: z.looseObject({ user_id: wireText, user_role: wireText.optional() }),
});

export const wireUserInfo = z.looseObject({
  user_role: wireText,
  user_info: z.looseObject({ user_role: wireText }).nullish(),
});

/** The first broken rule in words: `metrics.spend is negative`. Never quotes a value. */
export function toRuleText(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "is not valid";
  const path = issue.path.map(String).join(".");
  const rule = /^(is|are) /.test(issue.message) ? issue.message : "is not what it should be";
  return path === "" ? rule : `${path} ${rule}`;
}
