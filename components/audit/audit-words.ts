import type { AuditRow, AuditValue } from "@/lib/audit/schema";
import { formatDateTime, formatUsd, MISSING } from "@/lib/format";

const VERBS: ReadonlyMap<string, string> = new Map([
  ["agree", "agreement changed"],
  ["assign", "assigned"],
  ["change", "changed"],
  ["claims", "claims read"],
  ["create", "created"],
  ["delete", "deleted"],
  ["end_sessions", "signed out everywhere"],
  ["import", "imported"],
  ["members", "members changed"],
  ["rename", "renamed"],
  ["revoke", "revoked"],
  ["set", "changed"],
  ["set_password", "password changed"],
  ["share", "shared"],
  ["snapshot", "figures kept"],
  ["unassign", "unassigned"],
]);

/** `maxBudgetUsd` and `max_budget_usd` are "max budget usd". */
function toPlainWords(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[_-]/g, " ")
    .toLowerCase();
}

function toCapitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "alert-rule" is "Alert rule". */
export function toKindWords(kind: string): string {
  return toCapitalized(toPlainWords(kind));
}

/** "budget.set" is "Budget changed". */
export function toActionWords(action: string): string {
  const [kind = "", verb = ""] = action.split(".");
  return toCapitalized(`${toPlainWords(kind)} ${VERBS.get(verb) ?? toPlainWords(verb)}`.trim());
}

/** The name that it has, or had when the entry was written; else its id. */
export function toEntityWords(entry: AuditRow): string {
  const then = entry.after?.name ?? entry.before?.name;
  return entry.entity_name ?? (typeof then === "string" ? then : entry.entity_id);
}

const MONEY = /usd$/i;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function toValueWords(field: string, value: AuditValue): string {
  if (value === null || value === undefined || value === "") return MISSING;
  if (typeof value === "boolean") return value ? "yes" : "no";
  const isAmount = MONEY.test(field) && typeof value !== "object" && Number.isFinite(Number(value));
  if (isAmount) return formatUsd(Number(value));
  if (typeof value === "string") return TIME.test(value) ? formatDateTime(value) : value;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) {
    return value.map((one: AuditValue) => toValueWords(field, one)).join(", ") || "none";
  }
  return Object.entries(value)
    .map(([part, one]) => `${toPlainWords(part)} ${toValueWords(part, one)}`)
    .join(", ");
}

interface ChangedField {
  field: string;
  /** Null where there was nothing before. */
  before: string | null;
  /** Null where there is nothing any more. */
  after: string | null;
}

/** Every field that an entry tells of, in words. */
export function toChangedFields({ before, after }: Pick<AuditRow, "before" | "after">) {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields.map((field): ChangedField => ({
    field: toPlainWords(field.replace(/_?usd$/i, "")),
    before: before && toValueWords(field, before[field]),
    after: after && toValueWords(field, after[field]),
  }));
}
