import { addRoundedUsd } from "@/lib/micro-usd";
import { PERSON_KINDS, type PersonKind } from "@/lib/spending/identity";
import {
  PEOPLE_PAGE_SIZE,
  type AccountFilter,
  type PeoplePage,
  type PeopleQuery,
  type PersonRow,
} from "./schema";
import type { PeopleFilters } from "./words";

/** The accounts that a filter asks for. */
export function toKinds(account: AccountFilter): readonly PersonKind[] {
  return account === "all" ? PERSON_KINDS : [account];
}

const URGENCY = ["blocked", "over", "near"] as const;

const SORT_KEYS: Record<PeopleQuery["sort"], (row: PersonRow) => string | number> = {
  user: (row) => row.person_id,
  web: (row) => row.web_usd ?? 0,
  cli: (row) => row.cli_usd ?? 0,
  premium: (row) => row.premium_usd ?? 0,
  total: (row) => row.total_usd,
  // Who needs attention stands before everybody else.
  status: ({ attention, status }) =>
    attention === null ? `9 ${status}` : String(URGENCY.indexOf(attention)),
};

function isWanted(row: PersonRow, filters: PeopleFilters, words: string): boolean {
  const { account, status, active, min } = filters;
  if (words !== "" && !row.person_id.includes(words) && !row.name?.toLowerCase().includes(words)) {
    return false;
  }
  if (status === "attention" && row.attention === null) return false;
  if (status !== "all" && status !== "attention" && row.status !== status) return false;
  const isSpending = row.total_usd > 0;
  return (isSpending || (account === "all" && active === "false")) && row.total_usd >= min;
}

/**
 * The people whom the filters find, in order; the order does not depend on where they were before.
 * @param rows of the accounts that are asked for
 */
export function findPeople(
  rows: readonly PersonRow[],
  query: PeopleFilters & Pick<PeopleQuery, "sort" | "order">,
): PersonRow[] {
  const words = query.q.toLowerCase();
  const sign = query.order === "asc" ? 1 : -1;
  const toKey = SORT_KEYS[query.sort];
  return rows
    .filter((row) => isWanted(row, query, words))
    .sort((a, b) => {
      const [left, right] = [toKey(a), toKey(b)];
      if (left !== right) return left < right ? -sign : sign;
      return a.person_id < b.person_id ? -1 : 1;
    });
}

function sumKnown(rows: readonly PersonRow[], column: "web_usd" | "cli_usd" | "premium_usd") {
  const known = rows.flatMap((row) => row[column] ?? []);
  return known.length === 0 ? null : addRoundedUsd(known);
}

export function toPeoplePage(rows: readonly PersonRow[], query: PeopleQuery): PeoplePage {
  const found = findPeople(rows, query);
  const page = Math.min(query.page, Math.max(1, Math.ceil(found.length / PEOPLE_PAGE_SIZE)));
  const start = (page - 1) * PEOPLE_PAGE_SIZE;
  return {
    // A file has all of them; a screen has one page.
    items: query.format === "csv" ? found : found.slice(start, start + PEOPLE_PAGE_SIZE),
    account: query.account,
    total: found.length,
    page,
    page_size: PEOPLE_PAGE_SIZE,
    sum: {
      web_usd: sumKnown(found, "web_usd"),
      cli_usd: sumKnown(found, "cli_usd"),
      premium_usd: sumKnown(found, "premium_usd"),
      total_usd: addRoundedUsd(found.map((row) => row.total_usd)),
    },
  };
}
