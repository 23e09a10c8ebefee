import { z } from "zod";
import type { PersonInsight } from "@/lib/analytics/lookup";
import type { PersonSpending } from "@/lib/spending/schema";
import { ACCOUNT_FILTERS, PEOPLE_SORTS, STATUS_FILTERS, type PERSON_STATUSES } from "./words";

export const PEOPLE_PAGE_SIZE = 20;
export const MAX_IMPORT_ROWS = 20_000;
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;
export const MAX_COHORT_NAME = 80;

/** `not_found`: LiteLLM knows none of the accounts; `partial`: one of them could not be read. */
export type PersonStatus = (typeof PERSON_STATUSES)[number];
export type StatusFilter = (typeof STATUS_FILTERS)[number];
export type Attention = "blocked" | "over" | "near";
export type AccountFilter = (typeof ACCOUNT_FILTERS)[number];

/** One person of a cohort. USD rounded to a millionth; null: not known, or left out by the account filter. */
export interface PersonRow {
  person_id: string;
  name: string | null;
  web_usd: number | null;
  cli_usd: number | null;
  premium_usd: number | null;
  /** Of the accounts that are asked for; with the status `partial` there may be more. */
  total_usd: number;
  status: PersonStatus;
  /** The worst of the accounts: blocked, over its limit, near it. */
  attention: Attention | null;
  /** The next reset of an account. */
  reset_at: string | null;
}

const peopleScope = {
  q: z.string().trim().max(200).default(""),
  account: z.enum(ACCOUNT_FILTERS, { error: "must be all, web, cli or premium" }).default("all"),
  status: z.enum(STATUS_FILTERS, { error: "is no status" }).default("all"),
  active: z.enum(["true", "false"], { error: "must be true or false" }).default("false"),
  min: z.coerce.number({ error: "must be a number of dollars" }).min(0).max(1e9).default(0),
  sort: z.enum(PEOPLE_SORTS, { error: "is no column" }).default("total"),
  order: z.enum(["asc", "desc"], { error: "must be asc or desc" }).default("desc"),
  page: z.coerce.number({ error: "must be a page" }).int().min(1).max(10_000).default(1),
};

export const peopleQuerySchema = z.object({
  ...peopleScope,
  format: z.enum(["json", "csv"], { error: "must be json or csv" }).default("json"),
});
export type PeopleQuery = z.infer<typeof peopleQuerySchema>;

type Amounts = Pick<PersonRow, "web_usd" | "cli_usd" | "premium_usd" | "total_usd">;

/** `GET /api/portal/people/{cohortId}/table` */
export interface PeoplePage {
  items: PersonRow[];
  /** Whose spend is shown and added up. */
  account: AccountFilter;
  total: number;
  /** The last one where a later one was asked for. */
  page: number;
  page_size: number;
  /** Of all that the filters find. */
  sum: Amounts;
}

export interface SpendClass {
  label: string;
  count: number;
}

/** What a month would cost if everybody spent as the active ones do, and a buffer on top. */
export interface Projection {
  average_usd: number;
  participants: number;
  base_usd: number;
  buffer_share: number;
  projected_usd: number;
}

export interface CohortSummary {
  participants: number;
  /** With at least one account in LiteLLM. */
  found: number;
  active: number;
  /** People one of whose accounts could not be read: in the sums, not in the averages. */
  partial: number;
  grand_total_usd: number;
  /** Null: left out by the account filter. */
  web_usd: number | null;
  cli_usd: number | null;
  premium_usd: number | null;
  /** Null while nobody has spent anything. */
  average_usd: number | null;
  projection: Projection | null;
  attention: Record<Attention, number>;
  distribution: SpendClass[];
  /** The twenty who spent most, most first. */
  top: PersonRow[];
}

export interface CohortRow {
  cohort_id: string;
  name: string;
  owner_name: string | null;
  is_own: boolean;
  can_edit: boolean;
  participants: number;
  total_usd: number;
  created_at: string;
}

/** `GET /api/portal/people/{cohortId}/persons/{personId}` */
export interface CohortPerson {
  spending: PersonSpending;
  /** Null for who is unknown to the analytics or out of the viewer's reach there. */
  insight: PersonInsight | null;
}

/** `GET /api/portal/people` */
export interface CohortList {
  items: CohortRow[];
  can_create: boolean;
}

/** `GET /api/portal/me/cohorts`: a cohort that the viewer is in. */
export interface Membership {
  cohort_id: string;
  name: string;
  owner_name: string | null;
  /** Everybody who sees the cohort sees the viewer's figures. */
  has_agreed: boolean;
}

export const agreementSchema = z.object({ has_agreed: z.boolean() });

/** `GET /api/portal/people/{cohortId}` */
export interface CohortDetail {
  cohort_id: string;
  name: string;
  owner_name: string | null;
  can_edit: boolean;
  /** E-mails of the portal accounts it is shared with; only for those who may edit. */
  shared_with: string[];
  /** How many of its people the viewer may not see; they are in no figure. */
  hidden: number;
  summary: CohortSummary;
}

const cohortName = z
  .string({ error: "is missing" })
  .trim()
  .min(1, "must have at least one letter")
  .max(MAX_COHORT_NAME, `must have at most ${MAX_COHORT_NAME} letters`);
/** E-mails and user names; several in one text and `Name <e-mail>` are understood. */
const typedPeople = z.array(z.string().max(100_000)).max(1_000);

export const newCohortSchema = z.object({ name: cohortName, person_ids: typedPeople.default([]) });
export type NewCohort = z.infer<typeof newCohortSchema>;

export const cohortChangeSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("rename"), name: cohortName }),
  z.object({
    action: z.literal("members"),
    add: typedPeople.default([]),
    remove: typedPeople.default([]),
  }),
  z.object({
    action: z.literal("share"),
    emails: z.array(z.string().trim().toLowerCase().max(254)).max(200),
  }),
]);
export type CohortChange = z.infer<typeof cohortChangeSchema>;

export const importQuerySchema = z.object({
  file: z.string().trim().max(255).default(""),
  sheet: z.string().max(255).optional(),
  column: z.coerce.number().int().min(0).max(500).optional(),
  /** Stores what was recognised: as a new cohort of this name, or in the cohort named. */
  name: cohortName.optional(),
  cohort_id: z.uuid({ error: "is no cohort" }).optional(),
  confirm: z.enum(["true", "false"]).default("false"),
});
export type ImportQuery = z.infer<typeof importQuerySchema>;

export interface ImportColumn {
  index: number;
  header: string;
  email_count: number;
}

export interface ImportPerson {
  /** Counts from 1, as a spreadsheet shows it. */
  row: number;
  person_id: string;
  name: string | null;
}

export interface ImportRemark {
  row: number;
  /** What stands in the row. */
  text: string;
  reason: "no_email" | "not_an_email" | "totals" | "duplicate";
  /** For a duplicate: where the person stands first. */
  first_row?: number;
}

/** What a file would bring; nothing of it is stored. Lists are cut, counts are not. */
export interface ImportPreview {
  sheets: string[];
  sheet: string;
  columns: ImportColumn[];
  /** Null where no column has e-mails. */
  column: number | null;
  /** One with the whole name, or those of first and last name. */
  name_columns: number[];
  /** Cells of the file whose formula was never calculated: they count as empty. */
  uncalculated: number;
  recognised_count: number;
  recognised: ImportPerson[];
  /** How many of them LiteLLM knows. */
  known_count: number;
  merged_count: number;
  merged: ImportRemark[];
  left_out_count: number;
  left_out: ImportRemark[];
}

/** The answer to a confirmed import. */
export interface ImportResult {
  cohort_id: string;
  added: number;
}

export interface CohortSnapshotRow {
  snapshot_id: string;
  /** Empty where nobody gave it one. */
  name: string;
  taken_at: string;
  as_of: string | null;
  participants: number;
  total_usd: number;
}

export const newSnapshotSchema = z.object({ name: z.string().trim().max(80).default("") });
export type NewSnapshot = z.infer<typeof newSnapshotSchema>;

export const compareQuerySchema = z.object({
  from: z.uuid({ error: "is no snapshot" }),
  /** A snapshot, or `now`. */
  to: z.union([z.literal("now"), z.uuid({ error: "is no snapshot" })]).default("now"),
});
export type CompareQuery = z.infer<typeof compareQuerySchema>;

export interface ComparedPerson {
  person_id: string;
  before_usd: number | null;
  after_usd: number | null;
  change_usd: number;
  /** One of the two figures could not be read whole. */
  is_partial: boolean;
}

/** `GET /api/portal/people/{cohortId}/compare` */
export interface CohortComparison {
  before: { at: string; total_usd: number };
  after: { at: string; total_usd: number };
  risen: ComparedPerson[];
  fallen: ComparedPerson[];
  joined: ComparedPerson[];
  gone: ComparedPerson[];
  unchanged: number;
}

export const exportQuerySchema = z.object({
  ...peopleScope,
  format: z.enum(["html", "csv", "xlsx"], { error: "must be html, csv or xlsx" }).default("html"),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;
