import { describe, expect, it } from "vitest";
import { toPeoplePage } from "./filter-people";
import { peopleQuerySchema, type PersonRow } from "./schema";
import { toFilterWords } from "./words";

const person = (id: string, web: number, cli: number, status: PersonRow["status"] = "active") => ({
  person_id: id,
  name: `Name of ${id}`,
  web_usd: web,
  cli_usd: cli,
  premium_usd: 0,
  total_usd: web + cli,
  status,
  attention: web === 3 ? ("over" as const) : null,
  reset_at: null,
});

const ROWS = [
  person("b@x.com", 1, 2),
  person("a@x.com", 3, 0),
  person("c@x.com", 0, 0, "no_spend"),
  ...Array.from({ length: 30 }, (_, index) => person(`z${index}@x.com`, index / 100, 0)),
];

const ask = (query: Record<string, string>) => toPeoplePage(ROWS, peopleQuerySchema.parse(query));

describe("a page of people", () => {
  it("has twenty, the largest totals first, equal ones by e-mail", () => {
    const page = ask({});
    expect(page).toMatchObject({ total: 33, page_size: 20 });
    expect(page.items.slice(0, 2).map((row) => row.person_id)).toEqual(["a@x.com", "b@x.com"]);
    expect(ask({ page: "2" }).items).toHaveLength(13);
    expect(ask({ page: "99" })).toMatchObject({ page: 2, items: ask({ page: "2" }).items });
  });

  it("searches e-mails and names, filters and sums what it finds", () => {
    expect(ask({ q: "NAME of b@" }).items.map((row) => row.person_id)).toEqual(["b@x.com"]);
    expect(ask({ status: "no_spend" }).total).toBe(1);
    expect(ask({ status: "attention" }).items.map((row) => row.person_id)).toEqual(["a@x.com"]);
    expect(ask({ active: "true" }).total).toBe(31);
    expect(ask({ min: "3" })).toMatchObject({
      total: 2,
      sum: { web_usd: 4, cli_usd: 2, premium_usd: 0, total_usd: 6 },
    });
  });

  it("sorts on every column in both directions", () => {
    expect(ask({ sort: "user", order: "asc" }).items[0]?.person_id).toBe("a@x.com");
    expect(ask({ sort: "cli" }).items[0]?.person_id).toBe("b@x.com");
    expect(ask({ sort: "status", order: "asc" }).items[0]?.person_id).toBe("a@x.com");
    expect(ask({ sort: "status", order: "desc" }).items[0]?.person_id).toBe("c@x.com");
  });
});

it("names every filter for the head of the file", () => {
  const query = { q: "a@x", account: "web", status: "active", active: "true", min: "2" };
  expect(toFilterWords(peopleQuerySchema.parse(query))).toEqual([
    "search a@x",
    "account web",
    "status Active",
    "active only",
    "from 2 USD",
  ]);
  expect(toFilterWords(peopleQuerySchema.parse({}))).toEqual([]);
});
