import { formatDateTime, formatPercent, formatUsd } from "@/lib/format";
import { listMoved, type BudgetField } from "./fields";
import { formatBudgetDuration, parseBudgetDuration } from "./period";
import type { BudgetFields, BudgetPreview } from "./schema";

export const FIELD_NAMES: Record<BudgetField, string> = {
  limit_usd: "Hard limit",
  soft_limit_usd: "Soft limit",
  duration: "Period",
  is_blocked: "Blocked",
};

/** A field's value in words. */
export function toFieldWords(
  field: BudgetField,
  value: BudgetFields[BudgetField] | undefined,
): string {
  if (typeof value === "boolean") return value ? "blocked" : "not blocked";
  if (field === "duration") return formatBudgetDuration(typeof value === "string" ? value : null);
  return typeof value === "number" ? formatUsd(value) : "none";
}

/** `Hard limit: $50.00 → $60.00, Period: every month → every 7 days` */
export function toChangeWords(before: Partial<BudgetFields>, after: Partial<BudgetFields>): string {
  return listMoved(before, after)
    .map((field) => {
      const from = toFieldWords(field, before[field]);
      return `${FIELD_NAMES[field]}: ${from} → ${toFieldWords(field, after[field])}`;
    })
    .join(", ");
}

/* ---- What an edit would do ------------------------------------------------------------------- */

/** LiteLLM keeps keys, teams and customers in a cache. */
const SOON = "at once or up to 60 seconds later";

/** A limit of zero is used up, none is none. */
function toUsedWords(spendUsd: number, limitUsd: number | null): string {
  if (limitUsd === null) return "no limit";
  return limitUsd === 0 ? `all of ${formatUsd(0)}` : formatPercent(spendUsd / limitUsd);
}

/** A customer is refused once it has spent more than its limit, keys and teams once they have spent it. */
function toRefusalNotes({ kind, spend_usd: spendUsd, before }: BudgetPreview, limitUsd: number) {
  const isAbove = (limit: number) => (kind === "account" ? spendUsd > limit : spendUsd >= limit);
  if (isAbove(limitUsd)) {
    return [
      `It has spent ${formatUsd(spendUsd)} already, so LiteLLM will refuse its calls ${SOON}.`,
    ];
  }
  if (before.limit_usd !== null && isAbove(before.limit_usd)) {
    return [`LiteLLM refuses its calls now and will let them through again ${SOON}.`];
  }
  return limitUsd === 0
    ? ["LiteLLM still lets a first call through, and refuses the next ones."]
    : [];
}

function toLimitNotes(row: BudgetPreview): string[] {
  const { spend_usd: spendUsd, before, after } = row;
  if (after.limit_usd === null) return ["LiteLLM will no longer stop it, whatever it spends."];
  const [from, to] = [before, after].map((one) => toUsedWords(spendUsd, one.limit_usd));
  return [
    `Used in the running period: from ${from} to ${to}.`,
    ...toRefusalNotes(row, after.limit_usd),
  ];
}

/** LiteLLM alone knows when it resets a budget whose period has changed. */
function toPeriodNotes(row: BudgetPreview, isMoved: boolean): string[] {
  const { duration } = row.after;
  const date = row.reset_at === null ? null : formatDateTime(row.reset_at);
  if (row.is_top_up && date !== null) {
    return [`Until LiteLLM resets the budget (${date}); then the limit goes back by itself.`];
  }
  if (!isMoved) return [date === null ? "It never resets." : `Resets ${date}, as before.`];
  if (duration === null) return ["Without a period LiteLLM will not reset it any more."];
  const until = date === null ? "" : `; until now it was ${date}`;
  const note = `Resets ${formatBudgetDuration(duration)}: LiteLLM will set the next date itself when it takes the period over${until}.`;
  return parseBudgetDuration(duration)?.unit === "w"
    ? [note, "Older releases of LiteLLM reset weeks at the next midnight; 7d is safer."]
    : [note];
}

/** An account's limits live in a row of LiteLLM's that others may have too. */
function toSharingNotes({ sharing }: BudgetPreview): string[] {
  if (!sharing || sharing.others === 0) return [];
  const more = sharing.others - sharing.names.length;
  const whom = sharing.names.join(", ") + (more > 0 ? ` and ${more} more` : "");
  return [
    `Its limits are in LiteLLM's budget row “${sharing.budget_id}”, which it shares with ${whom}. It moves to a row of its own; the others keep theirs.`,
  ];
}

function toBlockNote({ kind, after, spend_usd: spendUsd }: BudgetPreview): string {
  if (kind !== "account") {
    return after.is_blocked
      ? `LiteLLM will refuse every call ${SOON}, until it is unblocked.`
      : `LiteLLM will let its calls through again ${SOON}, up to the limit.`;
  }
  return after.is_blocked
    ? "LiteLLM marks the customer and, without an Enterprise licence, lets its calls through all the same. To stop them, set the hard limit to 0."
    : `Before about 1.101 LiteLLM has no way to unblock a customer: it is deleted and made anew with its limits and its ${formatUsd(spendUsd)} spent, and a call in that second is not counted. Where it has a region, a default model or permissions, which would be lost, nothing is changed.`;
}

/** What a change means for whoever decides, sentence by sentence. */
export function toPreviewNotes(row: BudgetPreview): string[] {
  const moved = listMoved(row.before, row.after);
  const has = (field: BudgetField) => moved.includes(field);
  if (moved.length === 0) return ["It is like this already."];
  return [
    ...(moved.some((field) => field !== "is_blocked") ? toSharingNotes(row) : []),
    ...(has("limit_usd") ? toLimitNotes(row) : []),
    ...(has("soft_limit_usd") && row.kind === "agent"
      ? ["Older releases of LiteLLM have no soft limit on a key; then it stays as it is."]
      : []),
    ...toPeriodNotes(row, has("duration")),
    ...(has("is_blocked") ? [toBlockNote(row)] : []),
  ];
}

/* ---- What became of it ----------------------------------------------------------------------- */

export const WRITE_WORDS = {
  busy: "Another change of it is under way and has not ended yet. Nothing was sent; try again in a moment.",
  overtaken:
    "The portal was held up meanwhile and another change of it came first. Look at what it is now.",
  interrupted: "The portal was stopped while LiteLLM was asked, and LiteLLM has other values now.",
  unchanged: "It is like this already.",
  undone: "This was taken back already.",
  takenBack: "Taken back",
  topUpOver: "The period of the top-up is over",
  unknown: "There is no such budget, or it is not yours to change.",
  unseen: "There is no such budget, or it is not shared with you.",
  organization:
    "The budget of an organization is set in LiteLLM. Those of its agents can be changed here.",
};

const toName = (field: BudgetField) => FIELD_NAMES[field].toLowerCase();

/** LiteLLM's own words come with a full stop or without. */
const toSentence = (words: string) => (/[.!?]$/.test(words) ? words : `${words}.`);

export function toUnreadWords(cause: string): string {
  return `Nothing was sent: ${toSentence(cause)}`;
}

export function toUnclearWords(cause: string): string {
  return `LiteLLM did not say whether it took the change over (${cause}). The next sync will show it.`;
}

/** `hard limit: you saw $50.00, it is $60.00 now` */
export function toConflictRule(field: BudgetField, seen: BudgetFields, now: BudgetFields): string {
  return `${toName(field)}: you saw ${toFieldWords(field, seen[field])}, it is ${toFieldWords(field, now[field])} now`;
}

export function toConflictWords(rules: readonly string[]): string {
  return `Somebody changed it in the meantime: ${rules.join("; ")}.`;
}

interface PartlyWritten {
  now: BudgetFields;
  written: readonly BudgetField[];
  unwritten: readonly BudgetField[];
  /** Why LiteLLM refused; null where it accepted and kept its own. */
  cause: string | null;
  isKey: boolean;
}

export function toRefusedWords({ now, written, unwritten, cause, isKey }: PartlyWritten): string {
  const sayFields = (fields: readonly BudgetField[]) =>
    fields.map((field) => `${toName(field)} (${toFieldWords(field, now[field])})`).join(", ");
  const did =
    written.length === 0 ? "Nothing was changed." : `What did change: ${sayFields(written)}.`;
  if (cause !== null) return `${toSentence(cause)} ${did}`;
  const isOld = isKey && unwritten.includes("soft_limit_usd");
  const why = isOld ? " This release of LiteLLM has no soft limit on a key of its own." : "";
  return `LiteLLM accepted the change and kept its own ${sayFields(unwritten)}.${why} ${did}`;
}
