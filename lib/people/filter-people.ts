import { addRoundedUsd } from "@/lib/micro-usd";
import {
  PEOPLE_PAGE_SIZE,
  type AccountFilter,
  type PeoplePage,
  type PeopleQuery,
  type PersonRow,
} from "./schema";

/** What a row counts for under an account filter. */
export function toAmount(row: PersonRow, account: AccountFilter): number {
  if (account === "all") return row.total_usd;
  return { web: row.web_usd, cli: row.cli_usd, premium: row.premium_usd }[account] ?? 0;
}

function toSortValue(row: PersonRow, sort: PeopleQuery["sort"]): number | string {
  switch (sort) {
    case "user":
      return row.person_id;
    case "status":
      return row.status;
    case "total":
      return row.total_usd;
    case "web":
    case "cli":
    case "premium":
      return toAmount(row, sort);
  }
}

type Filters = Pick<PeopleQuery, "q" | "account" | "status" | "active" | "min">;

function isWanted(row: PersonRow, filters: Filters, words: string): boolean {
  const { account, status, active, min } = filters;
  const amount = toAmount(row, account);
  if (words !== "" && !row.person_id.includes(words) && !row.name?.toLowerCase().includes(words)) {
    return false;
  }
  if (account !== "all" && amount <= 0) return false;
  if (status !== "all" && row.status !== status) return false;
  return (active === "false" || row.total_usd > 0) && amount >= min;
}

/** The people whom the filters find, in order. The order does not depend on where they were before. */
export function findPeople(
  rows: readonly PersonRow[],
  query: Filters & Pick<PeopleQuery, "sort" | "order">,
): PersonRow[] {
  const words = query.q.toLowerCase();
  const sign = query.order === "asc" ? 1 : -1;
  return rows
    .filter((row) => isWanted(row, query, words))
    .sort((a, b) => {
      const [left, right] = [toSortValue(a, query.sort), toSortValue(b, query.sort)];
      if (left !== right) return left < right ? -sign : sign;
      return a.person_id < b.person_id ? -1 : 1;
    });
}

/** What narrows the people, in words, for the head of their file. */
export function toFilterWords({ q, account, status, active, min }: Filters): string[] {
  return [
    ...(q === "" ? [] : [`search ${q}`]),
    ...(account === "all" ? [] : [`account ${account}`]),
    ...(status === "all" ? [] : [`status ${status}`]),
    ...(active === "false" ? [] : ["active only"]),
    ...(min > 0 ? [`from ${min} USD`] : []),
  ];
}

export function toPeoplePage(rows: readonly PersonRow[], query: PeopleQuery): PeoplePage {
  const found = findPeople(rows, query);
  const start = (query.page - 1) * PEOPLE_PAGE_SIZE;
  return {
    // A file has all of them; a screen has one page.
    items: query.format === "csv" ? found : found.slice(start, start + PEOPLE_PAGE_SIZE),
    total: found.length,
    page: query.page,
    page_size: PEOPLE_PAGE_SIZE,
    total_usd: addRoundedUsd(found.map((row) => toAmount(row, query.account))),
  };
}
