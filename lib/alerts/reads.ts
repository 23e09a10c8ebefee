import "server-only";
import { servePlainRead } from "@/lib/http/serve-read";
import { alertQueries } from "./queries";
import { listAlertChannels, listAlertRules } from "./rules";
import { alertListQuerySchema, alertPageQuerySchema } from "./schema";
import { getUnreadAlerts, listAlerts, listDeliveries } from "./service";

export const alertReads = {
  list: servePlainRead(alertQueries.list, {
    query: alertListQuerySchema,
    load: (viewer, _, query) => listAlerts(viewer, query),
  }),
  rules: servePlainRead(alertQueries.rules, { load: (viewer) => listAlertRules(viewer) }),
  channels: servePlainRead(alertQueries.channels, { load: (viewer) => listAlertChannels(viewer) }),
  deliveries: servePlainRead(alertQueries.deliveries, {
    query: alertPageQuerySchema,
    load: (viewer, _, query) => listDeliveries(viewer, query.page),
  }),
  unread: servePlainRead(alertQueries.unread, { load: (viewer) => getUnreadAlerts(viewer) }),
};
