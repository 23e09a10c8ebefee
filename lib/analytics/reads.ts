import "server-only";
import { servePlainRead, serveRead } from "@/lib/http/serve-read";
import { openLeaderboardPerson } from "./board-person";
import { boardPersonQuerySchema, boardQuerySchema, leaderboardQuerySchema } from "./board-schema";
import {
  toBoardPersonCsv,
  toCliPeopleCsv,
  toInsightPersonCsv,
  toLeaderboardCsv,
  toOverviewCsv,
  toSpendersCsv,
  toSpendingCsv,
  toSummaryCsv,
  toTableCsv,
} from "./csv";
import { openLeaderboard, openLeaderboardOverview } from "./leaderboard";
import { lookupPeople, lookupProjects } from "./lookup";
import { insightQueries } from "./queries";
import {
  cliPeopleQuerySchema,
  insightQuerySchema,
  lookupQuerySchema,
  spendersQuerySchema,
} from "./schema";
import { openCliPeople, openNamedTable, openPerson, openSpenders, openSpending } from "./service";
import { openSummary } from "./summary";
import { getInsightProgress } from "@/lib/sync/service";
import { listSavedViews } from "./views";

export const insightReads = {
  summary: serveRead(insightQueries.summary, {
    query: insightQuerySchema,
    open: (viewer, _, query) => openSummary(viewer, "platform", query),
    csv: { title: "Insights", toTable: toSummaryCsv },
  }),
  cliSummary: serveRead(insightQueries.cliSummary, {
    query: insightQuerySchema,
    open: (viewer, _, query) => openSummary(viewer, "cli", query),
    csv: { title: "CLI insights", toTable: toSummaryCsv },
  }),
  spending: serveRead(insightQueries.spending, {
    query: insightQuerySchema,
    open: (viewer, _, query) => openSpending(viewer, query),
    csv: { title: "Spending over time", toTable: toSpendingCsv },
  }),
  peopleSpending: serveRead(insightQueries.peopleSpending, {
    query: spendersQuerySchema,
    open: (viewer, _, query) => openSpenders(viewer, "person", query),
    csv: { title: "Spend by person", toTable: toSpendersCsv },
  }),
  projectSpending: serveRead(insightQueries.projectSpending, {
    query: spendersQuerySchema,
    open: (viewer, _, query) => openSpenders(viewer, "project", query),
    csv: { title: "Spend by project", toTable: toSpendersCsv },
  }),
  table: serveRead(insightQueries.table, {
    query: insightQuerySchema,
    open: (viewer, { table }, query) => openNamedTable(viewer, table, query),
    csv: { title: "Top", toTable: toTableCsv },
  }),
  reading: servePlainRead(insightQueries.reading, {
    query: insightQuerySchema,
    load: (viewer, { area }, query) => getInsightProgress(viewer, area, query),
  }),
  cliPeople: serveRead(insightQueries.cliPeople, {
    query: cliPeopleQuerySchema,
    open: (viewer, _, query) => openCliPeople(viewer, query),
    csv: { title: "CLI people", toTable: toCliPeopleCsv },
  }),
  person: serveRead(insightQueries.person, {
    query: insightQuerySchema,
    open: (viewer, { personId }, query) => openPerson(viewer, personId, query),
    csv: { title: "Person", toTable: toInsightPersonCsv },
  }),
  leaderboard: serveRead(insightQueries.leaderboard, {
    query: leaderboardQuerySchema,
    open: (viewer, _, query) => openLeaderboard(viewer, query),
    csv: { title: "Leaderboard", toTable: toLeaderboardCsv },
  }),
  overview: serveRead(insightQueries.overview, {
    query: boardQuerySchema,
    open: (viewer, _, query) => openLeaderboardOverview(viewer, query),
    csv: { title: "Leaderboard overview", toTable: toOverviewCsv },
  }),
  boardPerson: serveRead(insightQueries.boardPerson, {
    query: boardPersonQuerySchema,
    open: (viewer, { personRef }, query) => openLeaderboardPerson(viewer, personRef, query),
    csv: { title: "Score", toTable: toBoardPersonCsv },
  }),
  people: servePlainRead(insightQueries.people, {
    query: lookupQuerySchema,
    load: (viewer, _, query) => lookupPeople(viewer, query),
  }),
  projects: servePlainRead(insightQueries.projects, {
    query: lookupQuerySchema,
    load: (viewer, _, query) => lookupProjects(viewer, query.q),
  }),
  views: servePlainRead(insightQueries.views, { load: (viewer) => listSavedViews(viewer) }),
};
