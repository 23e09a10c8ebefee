import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { toFailureWords } from "@/lib/freshness/failure-words";
import { Decimal, parseUsd, roundSharesToMicroUsd, sumUsd, toRoundedUsd } from "@/lib/money";
import { addDays, listDays, toIsoDay, type IsoDay } from "@/lib/time";
import { getAccountsReading, toAccountsSnapshot } from "@/lib/freshness/service";
import type { Panel } from "@/lib/http/panel";
import { toPersonSpending, type AccountRow } from "./account-figures";
import { PERSON_KINDS, toPersonId } from "./identity";
import { derivePeriods } from "./derive-periods";
import {
  MAX_HISTORY_DAYS,
  type EndedPeriod,
  type HistoryQuery,
  type PersonSpending,
  type SpendDay,
  type SpendHistory,
  type SpendPart,
} from "./schema";
import {
  findFirstKnownDay,
  listAccountRows,
  listEndedPeriods,
  listSpendDays,
  listSpendParts,
  type PartRow,
  type SpendDayRow,
} from "./store";

const MAX_PARTS = 12;

/** Whose accounts the viewer's are: the e-mail of the portal account, in lower case. */
export function toOwnPersonId(viewer: Viewer): string {
  return toPersonId(viewer.email);
}

/** What one person has spent in the running periods. The caller has checked that the viewer may see it. */
export async function openPersonSpending(
  viewer: Viewer,
  personId: string,
): Promise<Panel<PersonSpending>> {
  const now = new Date();
  const [reading, rows] = await Promise.all([getAccountsReading(), listAccountRows([personId])]);
  const told = rows.map((row) => ({ ...row, error: toFailureWords(viewer, row.error) }));
  const data = toPersonSpending(personId, told, reading.listedAt, now);
  const failed = data.accounts.filter((account) => account.state === "failed").length;
  const [oldest] = data.accounts.flatMap((account) => account.as_of ?? []).sort();
  const asOf = oldest === undefined ? null : new Date(oldest);
  const snapshot = toAccountsSnapshot(reading, asOf, failed, now);
  // Pace moves with the clock, so an answer is good for its minute only.
  const minute = Math.floor(now.getTime() / 60_000);
  return {
    snapshot,
    subject: null,
    viewer,
    etagSeed: [failed, minute],
    load: () => Promise.resolve({ data }),
  };
}

/** The accounts of people that the caller's viewer may see. */
export function listAccountsOf(people: readonly { person_id: string }[]): Promise<AccountRow[]> {
  return listAccountRows(people.map((person) => person.person_id));
}

/** The viewer's own spending. */
export function openMySpending(viewer: Viewer): Promise<Panel<PersonSpending>> {
  return openPersonSpending(viewer, toOwnPersonId(viewer));
}

function toDays(rows: readonly SpendDayRow[], from: IsoDay, to: IsoDay): SpendDay[] {
  const exact = new Map(rows.map((row) => [`${row.day} ${row.kind}`, row.spend_usd]));
  return listDays({ from, to }).map((day) => {
    const [web = 0, cli = 0, premium = 0] = roundSharesToMicroUsd(
      PERSON_KINDS.map((kind) => parseUsd(exact.get(`${day} ${kind}`) ?? "0")),
    );
    return { day, web_usd: web, cli_usd: cli, premium_usd: premium };
  });
}

/** The largest parts, the rest as one, adding up to the same total. */
function toParts(rows: readonly PartRow[], dimension: string): SpendPart[] {
  const all = rows.filter((row) => row.dimension === dimension);
  const rest = all.slice(MAX_PARTS);
  const parts = all.slice(0, MAX_PARTS);
  if (rest.length > 0) {
    parts.push({
      dimension,
      name: `Other (${rest.length})`,
      spend_usd: sumUsd(rest.map((row) => new Decimal(row.spend_usd))).toFixed(),
      call_count: rest.reduce((sum, row) => sum + row.call_count, 0),
    });
  }
  const rounded = roundSharesToMicroUsd(parts.map((part) => parseUsd(part.spend_usd)));
  return parts.map(({ name, call_count }, index) => ({
    ...{ name, call_count },
    spend_usd: rounded[index] ?? 0,
  }));
}

/** Newest first: those whose end was seen, and those that the known days tell. */
async function readPeriods(personId: string, since: IsoDay | null, now: Date) {
  const to = toIsoDay(now);
  const range = { from: addDays(to, 1 - MAX_HISTORY_DAYS), to };
  const [rows, accounts, days] = await Promise.all([
    listEndedPeriods(personId),
    listAccountRows([personId]),
    listSpendDays(personId, range),
  ]);
  const observed = rows.map((period): EndedPeriod => ({
    kind: period.kind,
    ended_at: period.ended_at.toISOString(),
    spend_usd: toRoundedUsd(period.spend_usd),
    limit_usd: toRoundedUsd(period.limit_usd),
    is_derived: false,
  }));
  if (since === null) return observed;
  const running = toPersonSpending(personId, accounts, null, now).accounts;
  const spent = days.map(({ kind, day, spend_usd }) => ({
    kind,
    day,
    usd: toRoundedUsd(spend_usd),
  }));
  const known = { since: since < range.from ? range.from : since, spent };
  const derived = derivePeriods(running, known, observed);
  return [...observed, ...derived].sort((a, b) => b.ended_at.localeCompare(a.ended_at));
}

async function readHistory(
  personId: string,
  query: HistoryQuery,
  now: Date,
): Promise<SpendHistory> {
  const to = toIsoDay(now);
  const from = addDays(to, 1 - query.days);
  const range = { from, to };
  const [dayRows, firstDay, parts] = await Promise.all([
    listSpendDays(personId, range),
    findFirstKnownDay(personId),
    listSpendParts(personId, range),
  ]);
  const shownFrom = firstDay !== null && firstDay > from ? firstDay : from;
  const spread = sumUsd(dayRows.map((row) => new Decimal(row.spread_usd)));
  return {
    from,
    to,
    known_since: firstDay,
    days: firstDay === null ? [] : toDays(dayRows, shownFrom, to),
    spread_usd: toRoundedUsd(spread.toFixed()),
    periods: await readPeriods(personId, firstDay, now),
    by_model: toParts(parts, "model"),
    by_agent: toParts(parts, "agent"),
  };
}

/** What the viewer spent by day, by ended period, by model and agent. */
export async function openMyHistory(
  viewer: Viewer,
  query: HistoryQuery,
): Promise<Panel<SpendHistory>> {
  const reading = await getAccountsReading();
  const now = new Date();
  return {
    snapshot: toAccountsSnapshot(reading, reading.readAt, 0, now),
    subject: null,
    viewer,
    etagSeed: [toIsoDay(now)],
    load: async () => ({ data: await readHistory(toOwnPersonId(viewer), query, now) }),
  };
}
