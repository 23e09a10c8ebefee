import type { APIRequestContext } from "@playwright/test";
import { ACTORS, NOBODIES, TENANTS, type Subjects, type Tenant } from "./access-actors";
import { NO_ID, toExpectedStatus, type RouteRule } from "./access-rules";
import { expect } from "./fixtures";

function toAddress(route: string, rule: RouteRule, subjects: Subjects, tenant: Tenant): string {
  const path = route
    .replace("[kind]", "tenant")
    .replace("[cohortId]", subjects.cohorts[tenant])
    .replace("[personId]", encodeURIComponent(subjects.personId))
    .replace(/\[(?:userId|tokenId)\]/, NO_ID)
    .replace(/\[tenantId\]|\[entityId\]/g, subjects.tenants[tenant]);
  return rule.query ? `${path}?${rule.query}` : path;
}

/** Asks as everybody for every tenant; a wrong answer fails the test and lets it go on. */
export async function askAsEverybody(
  request: APIRequestContext,
  subjects: Subjects,
  [route, rule]: [string, RouteRule],
  method: RouteRule["methods"][number],
): Promise<void> {
  const hiddenAnswers = new Set<string>();
  for (const actor of ACTORS) {
    const isNobody = NOBODIES.some((nobody) => nobody === actor);
    const isByTenant = /\[(?:tenantId|cohortId)\]/.test(route) && !isNobody;
    for (const tenant of isByTenant ? TENANTS : (["own"] as const)) {
      const answer = await request.fetch(toAddress(route, rule, subjects, tenant), {
        method,
        headers: subjects.headers[actor],
        ...(method === "POST" ? { data: rule.body ?? {} } : {}),
      });
      const asked = `${method} ${route} as ${actor}, ${tenant}`;
      const expected = toExpectedStatus(actor, rule, method, tenant);
      expect.soft(expected, asked).toContain(answer.status());
      if (answer.status() === 401) {
        expect.soft(answer.headers()["www-authenticate"], asked).toContain("Bearer");
      }
      const isHidden = answer.status() === 404 && expected.length === 1;
      if (isHidden) hiddenAnswers.add(await answer.text());
    }
  }
  // What is hidden and what does not exist must not be told apart.
  expect.soft(hiddenAnswers.size, `404s of ${route}`).toBeLessThanOrEqual(1);
}

/** `/api/portal/usage/…` is in the area "usage". */
export function toArea(route: string): string {
  return /^\/api\/(?:portal\/)?([\w-]+)/.exec(route)?.[1] ?? "";
}
