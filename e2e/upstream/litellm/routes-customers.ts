import { customerJson } from "./customer-json";
import { httpException, proxyException, validationError } from "./errors";
import type { RouteContext } from "./route-context";

/** Both forms of "no such customer": which one depends on the release. */
export function customerNotFound(context: RouteContext, userId: string, param: string) {
  const words = `End User Id=${userId} does not exist in db`;
  return context.features.hasCustomerNotFound
    ? proxyException(404, words, "not_found", param)
    : httpException(400, words);
}

export function getCustomerInfo(context: RouteContext): unknown {
  const { query, customers, features } = context;
  const userId = query.get("end_user_id");
  if (userId === null) {
    throw validationError({
      type: "missing",
      name: "end_user_id",
      msg: "Field required",
      input: null,
    });
  }
  customers.runResets();
  const customer = customers.find(userId);
  if (customer === null) throw customerNotFound(context, userId, "end_user_id");
  return customerJson(customers, customer, features);
}

/** The whole table, without pages. */
export function listCustomers({ customers, features }: RouteContext): unknown {
  customers.runResets();
  return [...customers.customers.values()].map((customer) =>
    customerJson(customers, customer, features),
  );
}
