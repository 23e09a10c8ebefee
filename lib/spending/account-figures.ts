import { addRoundedUsd } from "@/lib/micro-usd";
import { Decimal, sumUsd, toRoundedUsd } from "@/lib/money";
import { MS_PER_DAY, toIsoDay } from "@/lib/time";
import { toUsedShare } from "@/lib/usage/budget-status";
import { PERSON_KINDS, type PersonKind } from "./identity";
import type { AccountFigures, Pace, PersonSpending, ShownState, SpendingTotal } from "./schema";

/** One customer of LiteLLM as stored, its budget beside it. Amounts as the database writes them. */
export interface AccountRow {
  person_id: string;
  kind: PersonKind;
  customer_id: string;
  state: "ok" | "absent" | "failed";
  spend_usd: string | null;
  max_budget_usd: string | null;
  soft_budget_usd: string | null;
  duration: string | null;
  reset_at: Date | null;
  is_blocked: boolean;
  /** When it was last known to be so. */
  as_of: Date | null;
  error: string | null;
}

/** Days of a period by LiteLLM's grammar; null for what has no length in days. */
export function toPeriodDays(duration: string | null): number | null {
  const match = /^(\d+)(mo|[dhw])/.exec(duration ?? "");
  if (!match) return null;
  const days = { d: 1, w: 7, mo: 30, h: 1 / 24 }[match[2] ?? "d"] ?? 1;
  return Number(match[1]) * days;
}

/** A straight line from the period's beginning; null where the period is not known or has just begun. */
export function toPace(
  spendUsd: number,
  limitUsd: number | null,
  period: { resetAt: Date | null; duration: string | null },
  now: Date,
): Pace | null {
  const days = toPeriodDays(period.duration);
  if (period.resetAt === null || days === null || period.resetAt <= now || spendUsd <= 0)
    return null;
  const leftDays = (period.resetAt.getTime() - now.getTime()) / MS_PER_DAY;
  const passedDays = days - leftDays;
  if (passedDays < Math.min(1, days / 4)) return null;
  const perDay = spendUsd / passedDays;
  const projected = spendUsd + perDay * leftDays;
  const isReached = limitUsd !== null && spendUsd < limitUsd && projected >= limitUsd;
  const limitAt = isReached ? now.getTime() + ((limitUsd - spendUsd) / perDay) * MS_PER_DAY : null;
  return {
    per_day_usd: perDay,
    limit_day: limitAt === null ? null : toIsoDay(new Date(limitAt)),
    projected_usd: projected,
  };
}

/** USD to a millionth; null where none of them is known. */
function sumKnown(amounts: readonly (string | null)[]): number | null {
  const known = amounts.flatMap((amount) => (amount === null ? [] : [new Decimal(amount)]));
  return known.length === 0 ? null : toRoundedUsd(sumUsd(known).toFixed());
}

function earliest(times: readonly (Date | null)[]): Date | null {
  const [first] = times.filter((time) => time !== null).sort((a, b) => a.getTime() - b.getTime());
  return first ?? null;
}

function pickState(rows: readonly AccountRow[], isListed: boolean): ShownState {
  if (rows.some((row) => row.state === "failed")) return "failed";
  if (rows.some((row) => row.state === "ok")) return "ok";
  return rows.length > 0 || isListed ? "absent" : "unread";
}

/** A person's account of one kind; several customers of it (in other letters) are one account. */
function toFigures(
  kind: PersonKind,
  rows: readonly AccountRow[],
  listedAt: Date | null,
  now: Date,
): AccountFigures {
  const state = pickState(rows, listedAt !== null);
  const present = rows.filter((row) => row.state !== "absent");
  const spendUsd = state === "absent" ? 0 : sumKnown(present.map((row) => row.spend_usd));
  const limitUsd = sumKnown(present.map((row) => row.max_budget_usd));
  const resetAt = earliest(present.map((row) => row.reset_at));
  const duration = present.find((row) => row.duration !== null)?.duration ?? null;
  const asOf = rows.length === 0 ? listedAt : earliest(rows.map((row) => row.as_of));
  return {
    kind,
    state,
    as_of: asOf?.toISOString() ?? null,
    error: rows.find((row) => row.error !== null)?.error ?? null,
    spend_usd: spendUsd,
    limit_usd: limitUsd,
    soft_limit_usd: sumKnown(present.map((row) => row.soft_budget_usd)),
    used_share: toUsedShare(spendUsd, limitUsd),
    duration,
    reset_at: resetAt?.toISOString() ?? null,
    is_blocked: present.some((row) => row.is_blocked),
    pace: spendUsd === null ? null : toPace(spendUsd, limitUsd, { resetAt, duration }, now),
  };
}

function toTotal(accounts: readonly AccountFigures[]): SpendingTotal {
  const add = (figures: readonly AccountFigures[], column: "spend_usd" | "limit_usd") =>
    addRoundedUsd(figures.map((account) => account[column] ?? 0));
  const limited = accounts.filter((account) => account.limit_usd !== null);
  const hasLimit = limited.length > 0;
  const limitedSpend = hasLimit ? add(limited, "spend_usd") : null;
  const limit = hasLimit ? add(limited, "limit_usd") : null;
  const resets = accounts.flatMap((account) => account.reset_at ?? []);
  return {
    spend_usd: add(accounts, "spend_usd"),
    is_partial: accounts.some(({ state }) => state === "failed" || state === "unread"),
    limited_spend_usd: limitedSpend,
    limit_usd: limit,
    used_share: toUsedShare(limitedSpend, limit),
    reset_at: resets.sort()[0] ?? null,
  };
}

const isRefused = (account: AccountFigures) =>
  account.is_blocked || (account.used_share !== null && account.used_share >= 1);
const NO_DAY = "9999-12-31";

function findFirstToBlock(accounts: readonly AccountFigures[]): PersonKind | null {
  const able = accounts.filter((account) => account.is_blocked || account.used_share !== null);
  const [first] = able.sort((a, b) => {
    const [dayA, dayB] = [a.pace?.limit_day ?? NO_DAY, b.pace?.limit_day ?? NO_DAY];
    return (
      Number(isRefused(b)) - Number(isRefused(a)) ||
      dayA.localeCompare(dayB) ||
      (b.used_share ?? 0) - (a.used_share ?? 0)
    );
  });
  return first?.kind ?? null;
}

function toBudgetWord(accounts: readonly AccountFigures[]): PersonSpending["budget"] {
  if (accounts.some((account) => account.limit_usd !== null)) return "set";
  if (accounts.every((account) => account.state === "absent")) return "unknown";
  return accounts.every((account) => account.state === "unread") ? "unread" : "no_budget";
}

/** @param listedAt when LiteLLM last listed everybody: what is not stored was not there then */
export function toPersonSpending(
  personId: string,
  rows: readonly AccountRow[],
  listedAt: Date | null,
  now: Date,
): PersonSpending {
  const accounts = PERSON_KINDS.map((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    return toFigures(kind, own, listedAt, now);
  });
  return {
    person_id: personId,
    budget: toBudgetWord(accounts),
    blocks_first: findFirstToBlock(accounts),
    total: toTotal(accounts),
    accounts,
  };
}
