import {
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";

const ALERT_TABS = ["alerts", "rules", "channels", "deliveries"] as const;
const ALERT_STATES = ["open", "active", "acknowledged", "snoozed", "resolved", "all"] as const;

/** What the page's URL says. */
export const alertsSearchParams = {
  tab: parseAsStringLiteral(ALERT_TABS).withDefault("alerts"),
  state: parseAsStringLiteral(ALERT_STATES).withDefault("open"),
  tenant: parseAsString.withDefault(""),
  q: parseAsString.withDefault(""),
  page: parseAsInteger.withDefault(1),
};

type AlertsUrl = inferParserType<typeof alertsSearchParams>;

/** The question that the page's URL asks. */
export function toAlertListQuestion({ state, tenant, q, page }: AlertsUrl) {
  return { state, tenant_id: tenant, q: q.trim(), page: Math.max(1, page) };
}
