import { createLoader, createSerializer } from "nuqs/server";
import { expect, it } from "vitest";
import { filterSearchParams } from "@/components/analytics/analytics-search-params";
import { usageSearchParams } from "./usage-search-params";

const ODD = ["has,comma", "__proto__", "a&b=c"];

it("keeps ids whole in every list of the URL, whatever stands in them", () => {
  const params = { ...usageSearchParams, ...filterSearchParams };
  const lists = { agent: ODD, provider: ODD, project: ODD, person: ODD };
  const search = createSerializer(params)(lists);
  expect(createLoader(params)(search)).toMatchObject(lists);
  expect(createLoader(params)("?agent=has,comma&agent=__proto__").agent).toEqual([
    "has,comma",
    "__proto__",
  ]);
});
