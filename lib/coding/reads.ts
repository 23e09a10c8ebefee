import "server-only";
import { servePlainRead, serveRead } from "@/lib/http/serve-read";
import { toBurnCsv, toSessionsCsv, toSplitCsv, toSummaryCsv } from "./csv";
import { codingQueries } from "./queries";
import {
  burnQuerySchema,
  codingQuerySchema,
  sessionQuerySchema,
  sessionsQuerySchema,
  splitQuerySchema,
} from "./query-schema";
import {
  getBurnRate,
  getCodingSeries,
  getCodingSplit,
  getCodingSummary,
  getSession,
  listOwnTelemetry,
  listSessions,
} from "./service";

/** What the portal answers of coding agents, by GET and to its own pages. */
export const codingReads = {
  summary: serveRead(codingQueries.summary, {
    query: codingQuerySchema,
    open: (viewer, _, query) => getCodingSummary(viewer, query),
    csv: { title: "Coding agents", toTable: toSummaryCsv },
  }),
  split: serveRead(codingQueries.split, {
    query: splitQuerySchema,
    open: (viewer, _, query) => getCodingSplit(viewer, query),
    csv: { title: "Coding agents split", toTable: toSplitCsv },
  }),
  series: serveRead(codingQueries.series, {
    query: splitQuerySchema,
    open: (viewer, _, query) => getCodingSeries(viewer, query),
  }),
  burn: serveRead(codingQueries.burn, {
    query: burnQuerySchema,
    open: (viewer, _, query) => getBurnRate(viewer, query),
    csv: { title: "Coding agents by five minutes", toTable: toBurnCsv },
  }),
  sessions: serveRead(codingQueries.sessions, {
    query: sessionsQuerySchema,
    open: (viewer, _, query) => listSessions(viewer, query),
    csv: { title: "Sessions of coding agents", toTable: toSessionsCsv },
  }),
  session: serveRead(codingQueries.session, {
    query: sessionQuerySchema,
    open: getSession,
  }),
  telemetry: servePlainRead(codingQueries.telemetry, {
    load: (viewer) => listOwnTelemetry(viewer),
  }),
};
