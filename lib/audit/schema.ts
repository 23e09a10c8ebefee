import { z } from "zod";
import { isIsoDay } from "@/lib/time";

/** What JSON can say. */
export type AuditValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly AuditValue[]
  | { readonly [field: string]: AuditValue };

/** The part of a thing that a change touched, before or after it; money as text, times as ISO. */
export type AuditFields = Readonly<Record<string, AuditValue>>;

const day = z.string().refine(isIsoDay, { error: "must be a day, YYYY-MM-DD" });
const word = z.string().trim().min(1).max(320);

const auditFilterSchema = z.object({
  /** The actor's whole e-mail. */
  actor: word.optional(),
  action: word.optional(),
  entity_kind: word.optional(),
  entity_id: word.optional(),
  /** UTC days, both included. */
  start_date: day.optional(),
  end_date: day.optional(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const auditQuerySchema = auditFilterSchema.extend({
  /** Where an earlier answer's `next_cursor` says the older entries begin. */
  cursor: z
    .string()
    .regex(/^\d+_[0-9a-f-]{36}$/, { error: "must come from an earlier answer" })
    .optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditExportSchema = auditFilterSchema.extend({
  format: z.enum(["csv", "jsonl"]).default("csv"),
});

/** One change. `at` is ISO; `before` and `after` have the fields that changed. */
export interface AuditRow {
  entry_id: string;
  at: string;
  actor: string;
  /** False for the portal itself and for the command line. */
  is_person: boolean;
  token_id: string | null;
  action: string;
  entity_kind: string;
  entity_id: string;
  /** What it is called now; null for what is gone or has no name. */
  entity_name: string | null;
  before: AuditFields | null;
  after: AuditFields | null;
  reason: string | null;
}

/** `GET /api/portal/admin/audit`: newest first. */
export interface AuditPage {
  items: AuditRow[];
  /** Null at the oldest entry. */
  next_cursor: string | null;
  /** What can be filtered by. */
  actors: string[];
  actions: string[];
  entity_kinds: string[];
}
