import "server-only";
import { servePlainRead, serveRead } from "@/lib/http/serve-read";
import { getRefreshProgress } from "@/lib/sync/service";
import { getCostSeries } from "./cost-series";
import {
  toBudgetCsv,
  toDailyCsv,
  toMessageCsv,
  toModelCsv,
  toOwnAgentsCsv,
  toPayrollCsv,
  toProviderCsv,
  toSummaryCsv,
  toTenantCsv,
  toTenantDetailCsv,
} from "./csv";
import { openMyAgents } from "./my-agents";
import { getPayroll } from "./payroll";
import { usageQueries } from "./queries";
import {
  budgetQuerySchema,
  costSeriesQuerySchema,
  dailyQuerySchema,
  ownAgentsQuerySchema,
  payrollQuerySchema,
  tenantDetailQuerySchema,
  tenantListQuerySchema,
  usageQuerySchema,
} from "./schema";
import {
  getDailyUsage,
  getMessageVolume,
  getTenantDetail,
  getUsageByModel,
  getUsageByProvider,
  getUsageSummary,
  listBudgetAlerts,
} from "./service";
import { openTenantList } from "./tenants";

/** What the portal answers of usage, by GET and to its own pages. */
export const usageReads = {
  list: serveRead(usageQueries.list, {
    query: tenantListQuerySchema,
    open: (viewer, _, query) => openTenantList(viewer, query),
    csv: { title: "Tenants", toTable: toTenantCsv },
  }),
  detail: serveRead(usageQueries.detail, {
    query: tenantDetailQuerySchema,
    open: (viewer, { tenantId }) => getTenantDetail(viewer, tenantId),
    csv: { title: "Tenant", toTable: toTenantDetailCsv },
  }),
  summary: serveRead(usageQueries.summary, {
    query: usageQuerySchema,
    open: (viewer, { tenantId }, query) => getUsageSummary(viewer, tenantId, query),
    csv: { title: "Tokens and cost per agent", toTable: toSummaryCsv },
  }),
  byProvider: serveRead(usageQueries.byProvider, {
    query: usageQuerySchema,
    open: (viewer, { tenantId }, query) => getUsageByProvider(viewer, tenantId, query),
    csv: { title: "Cost by provider", toTable: toProviderCsv },
  }),
  byModel: serveRead(usageQueries.byModel, {
    query: usageQuerySchema,
    open: (viewer, { tenantId }, query) => getUsageByModel(viewer, tenantId, query),
    csv: { title: "Cost by model", toTable: toModelCsv },
  }),
  messageVolume: serveRead(usageQueries.messageVolume, {
    query: usageQuerySchema,
    open: (viewer, { tenantId }, query) => getMessageVolume(viewer, tenantId, query),
    csv: { title: "Messages by channel", toTable: toMessageCsv },
  }),
  daily: serveRead(usageQueries.daily, {
    query: dailyQuerySchema,
    open: (viewer, { tenantId }, query) => getDailyUsage(viewer, tenantId, query),
    csv: { title: "Cost per day", toTable: toDailyCsv },
  }),
  costSeries: serveRead(usageQueries.costSeries, {
    query: costSeriesQuerySchema,
    open: (viewer, { tenantId }, query) => getCostSeries(viewer, tenantId, query),
  }),
  payroll: serveRead(usageQueries.payroll, {
    query: payrollQuerySchema,
    open: (viewer, { tenantId }, query) => getPayroll(viewer, tenantId, query),
    csv: { title: "Payroll", toTable: toPayrollCsv },
  }),
  budgetAlerts: serveRead(usageQueries.budgetAlerts, {
    query: budgetQuerySchema,
    open: (viewer, { tenantId }, query) => listBudgetAlerts(viewer, tenantId, query),
    csv: { title: "Budget alerts", toTable: toBudgetCsv },
  }),
  refresh: servePlainRead(usageQueries.refresh, {
    load: (viewer, { tenantId }) => getRefreshProgress(viewer, tenantId),
  }),
  myAgents: serveRead(usageQueries.myAgents, {
    query: ownAgentsQuerySchema,
    open: (viewer, _, query) => openMyAgents(viewer, query),
    csv: { title: "My agents", toTable: toOwnAgentsCsv },
  }),
};
