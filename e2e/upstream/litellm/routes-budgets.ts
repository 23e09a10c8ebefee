import { z } from "zod";
import { budgetJson } from "./customer-json";
import { httpException } from "./errors";
import type { RouteContext } from "./route-context";

const infoSchema = z.object({ budgets: z.array(z.string()) });

/** Unknown ids are just absent. */
export function getBudgetInfo({ customers, body }: RouteContext): unknown {
  const asked = infoSchema.safeParse(body);
  if (!asked.success || asked.data.budgets.length === 0) {
    throw httpException(400, "Specify list of budget id's to query. Passed in=[]");
  }
  customers.runResets();
  return asked.data.budgets.flatMap((id) => {
    const budget = customers.findBudget(id);
    return budget === null ? [] : [budgetJson(budget)];
  });
}

export function listBudgets({ customers }: RouteContext): unknown {
  customers.runResets();
  return [...customers.budgets.values()].map((budget) => budgetJson(budget));
}
