import { z } from "zod";
import { MICRO_PER_USD } from "./customer-model";
import { proxyException } from "./errors";
import type { RouteContext } from "./route-context";

const callSchema = z.looseObject({ model: z.string().default("gpt-4o"), user: z.string() });
const CALL_MICRO_USD = 10_000;

/**
 * A call for a customer. The flag `blocked` is looked at by a hook of the Enterprise licence alone, so it
 * stops nothing here; the limit does, once the counter is above it.
 */
export function completeChat({ body, customers, features }: RouteContext): unknown {
  const { model, user } = callSchema.parse(body);
  const customer = customers.find(user);
  const limit = customers.findBudget(customer?.budgetId ?? null)?.maxBudget ?? null;
  if (customer !== null && limit !== null && customers.spendUsd(customer) > limit) {
    const spend = customers.spendUsd(customer);
    const words = `ExceededBudget: End User=${user} over budget. Spend=${spend}, Budget=${limit}`;
    throw proxyException(features.budgetExceededStatus, words, "budget_exceeded", null);
  }
  if (customer !== null) {
    customer.fixedMicroUsd = Math.round(customers.spendUsd(customer) * MICRO_PER_USD);
    customer.addedMicroUsd = CALL_MICRO_USD;
    customers.touch();
  }
  const message = { role: "assistant", content: "Hello." };
  return { object: "chat.completion", model, choices: [{ index: 0, message }] };
}
