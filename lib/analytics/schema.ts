import { z } from "zod";
import { PERIODS, type Period } from "./period";

export const INSIGHT_PAGE_SIZE = 20;
export const ME = "me";

export const formatSchema = z.enum(["json", "csv"]).default("json");
const MAX_LISTED = 200;

/** One or many values of a repeatable query parameter. */
const listSchema = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]))
  .refine((values) => values.length <= MAX_LISTED, { error: `takes at most ${MAX_LISTED} values` });

/** People by the portal's id, or "me". */
const peopleSchema = listSchema.refine(
  (values) => values.every((value) => value === ME || /^\d{1,9}$/.test(value)),
  { error: `must be ids of people, or "${ME}"` },
);

export const whoShape = { person: peopleSchema, project: listSchema };
export type WhoFilter = Readonly<{ person: readonly string[]; project: readonly string[] }>;

export const pageSchema = z.coerce.number().int().min(1).max(100_000).default(1);
export const searchSchema = z.string().trim().max(200).default("");
export const orderSchema = z.enum(["asc", "desc"]);

/* ---- Insights ---- */

const MAX_CUSTOM_DAYS = 400;
const MS_PER_DAY = 86_400_000;

const instantSchema = z.iso
  .datetime({ offset: true, error: "must be a time as 2026-11-22T10:00:00Z" })
  .transform((text) => new Date(text));

const timeShape = {
  period: z.enum(PERIODS).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
};

interface TimeInput {
  period?: Period;
  from?: Date;
  to?: Date;
}

/** Both ends or neither, in order, not in the future, at most 400 days. A period wins over both. */
function checkTime({ period, from, to }: TimeInput, context: z.RefinementCtx): void {
  if (period !== undefined || (from === undefined && to === undefined)) return;
  const refuse = (field: "from" | "to", message: string) => {
    context.addIssue({ code: "custom", path: [field], message, input: field });
  };
  if (from === undefined) refuse("from", "is required with to");
  else if (to === undefined) refuse("to", "is required with from");
  else if (to <= from) refuse("to", "must be after from");
  else if (from.getTime() > Date.now()) refuse("from", "must not be in the future");
  else if (to.getTime() - from.getTime() > MAX_CUSTOM_DAYS * MS_PER_DAY) {
    refuse("from", `must be at most ${MAX_CUSTOM_DAYS} days before to`);
  }
}

const insightShape = { ...timeShape, ...whoShape, format: formatSchema };

export const insightQuerySchema = z.object(insightShape).superRefine(checkTime);
export type InsightQuery = z.infer<typeof insightQuerySchema>;

export const SPENDER_SORTS = ["name", "total", "platform", "cli", "tokens", "change"] as const;
export type SpenderSort = (typeof SPENDER_SORTS)[number];

const insightListShape = {
  ...insightShape,
  q: searchSchema,
  order: orderSchema.default("desc"),
  page: pageSchema,
};

export const spendersQuerySchema = z
  .object({ ...insightListShape, sort: z.enum(SPENDER_SORTS).default("total") })
  .superRefine(checkTime);
export type SpendersQuery = z.infer<typeof spendersQuerySchema>;

export const CLI_SORTS = ["name", "classification", "sessions", "net_lines", "cost"] as const;
export type CliSort = (typeof CLI_SORTS)[number];

export const cliPeopleQuerySchema = z
  .object({ ...insightListShape, sort: z.enum(CLI_SORTS).default("cost") })
  .superRefine(checkTime);
export type CliPeopleQuery = z.infer<typeof cliPeopleQuerySchema>;

export const lookupQuerySchema = z.object({ q: searchSchema, id: peopleSchema });
export type LookupQuery = z.infer<typeof lookupQuerySchema>;

/** What the figures of an answer are about. Times are ISO, UTC, `to` not included. */
export interface AnsweredTime {
  period: Period | null;
  from: string;
  to: string;
  grain: "hour" | "day";
  /** Where it is not answered exactly as asked. */
  note: "whole_hours" | "whole_days" | null;
  /** False where a day or an hour that is over was not read: sums are lower bounds then. */
  is_whole: boolean;
  /** False where nothing of it was read: sums are missing then, not zero. */
  is_read: boolean;
}

/** In the place of a project's name: all that were asked for together, as the upstream counts them. */
export const EVERY_PROJECT = "*";

/** What is read of the upstream at once. */
export const INSIGHT_AREAS = ["platform", "cli"] as const;
export type InsightArea = (typeof INSIGHT_AREAS)[number];

/** Why there is no figure for these filters. */
export type Unavailable =
  /** The first reading of the period has not come yet. */
  | "not_read"
  /** It is read when a page asks for it. */
  | "on_demand"
  | "on_demand_off"
  /** Whoever does two distinct things in two projects would be counted twice. */
  | "not_added_up"
  /** The scope, or what is left of the filter in it, has no project. */
  | "no_projects"
  /** Nobody of the filter is known and within the scope. */
  | "no_people"
  /** The upstream has not told its own id of somebody in the filter. */
  | "unknown_person"
  /** The upstream cannot filter by this project. */
  | "no_such_filter"
  | "too_many";

export type MetricUnit = "usd" | "count" | "percent" | "duration" | "time" | "text";

export interface InsightMetric {
  id: string;
  label: string;
  unit: MetricUnit;
  value: number | string | null;
  /** A part of the time was not read; the value is what the rest adds up to. */
  is_lower_bound: boolean;
  /** Of the time before, as long as this one; null where it is not known. */
  previous: number | null;
  /** The window it always has, whatever the time filter says. */
  fixed_timeframe: string | null;
  unavailable: Unavailable | null;
}

/** Of an answer that is made of the upstream's own tables. */
interface FromTables {
  /** It is read on demand, and was not yet or not lately: who shows it asks for a reading. */
  can_read: boolean;
}

/** `GET …/summary`. Metrics that follow every filter come first. */
export interface InsightSummary extends FromTables {
  time: AnsweredTime;
  metrics: InsightMetric[];
}

/** One UTC day or hour; null where it was not read. */
export interface SpendStep {
  starts_at: string;
  assistants_usd: number | null;
  workflows_usd: number | null;
  datasources_usd: number | null;
  cli_usd: number | null;
  /** What the four uses do not explain. */
  other_usd: number | null;
  total_usd: number | null;
}

/** `GET …/spending` */
export interface InsightSpending {
  time: AnsweredTime;
  steps: SpendStep[];
}

export interface SpenderRow {
  /** A person's id or a project's name; "" is personal work and work without a project. */
  id: string;
  name: string;
  email: string | null;
  platform_usd: number;
  cli_usd: number;
  total_usd: number;
  previous_usd: number | null;
  total_tokens: number;
}

/** `GET …/people-spending` and `GET …/project-spending`; totals are over all that were found. */
export interface SpenderList {
  time: AnsweredTime;
  items: SpenderRow[];
  total: number;
  /** Null where nothing was read. */
  total_usd: number | null;
  page: number;
  page_size: number;
}

export interface TableRow {
  name: string;
  labels: Record<string, string | null>;
  counts: Record<string, number | null>;
  cost_usd: number | null;
}

export const TABLE_NAMES = [
  "assistants",
  "workflows",
  "tools",
  "models",
  "cli_models",
  "cli_clients",
  "cli_tools",
  "cli_repositories",
  "cli_weekdays",
  "cli_hours",
  "cli_depths",
  "cli_classes",
] as const;
export type InsightTableName = (typeof TABLE_NAMES)[number];

export const toTableArea = (name: string): InsightArea =>
  name.startsWith("cli_") ? "cli" : "platform";

/** `GET …/tables/{name}`: as the upstream counted it for a period or a question. */
export interface InsightTable extends FromTables {
  /** When it was read for; null where it is not available for these filters. */
  window: { from: string; to: string; read_at: string } | null;
  unavailable: Unavailable | null;
  rows: TableRow[];
}

export interface CliPersonRow {
  person_id: string;
  name: string;
  email: string | null;
  classification: string;
  sessions: number;
  lines_added: number;
  lines_removed: number;
  net_lines: number;
  cost_usd: number;
}

/** `GET …/cli/people` */
export interface CliPeopleList extends FromTables {
  window: InsightTable["window"];
  unavailable: Unavailable | null;
  items: CliPersonRow[];
  total: number;
  page: number;
  page_size: number;
}

export interface PersonOption {
  id: string;
  name: string;
  email: string | null;
}

/** `GET …/people`; `me` is null for viewers whom the analytics API does not know. */
export interface PeopleLookup {
  items: PersonOption[];
  me: PersonOption | null;
}

/** `GET …/people/{id}`: what the portal knows of one person within these filters. */
export interface InsightPerson {
  time: AnsweredTime;
  person: PersonOption;
  total_usd: number;
  cli_usd: number;
  projects: SpenderRow[];
  cli: CliPersonRow | null;
  repositories: TableRow[];
}

/* ---- Saved views ---- */

export const savedViewSchema = z.object({
  name: z.string().trim().min(1, { error: "is required" }).max(60),
  search: z.string().max(4_000),
  tenant_id: z.string().max(200).nullable().default(null),
});
export type NewSavedView = z.infer<typeof savedViewSchema>;

export interface SavedView {
  id: string;
  name: string;
  search: string;
  tenant_id: string | null;
  tenant_name: string | null;
  is_mine: boolean;
  owner_name: string;
}
