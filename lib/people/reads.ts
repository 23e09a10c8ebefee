import "server-only";
import { servePlainRead, serveRead } from "@/lib/http/serve-read";
import { getCohortProgress } from "@/lib/sync/service";
import { compareCohort, listSnapshots } from "./comparisons";
import { toPeopleCsv } from "./csv";
import { peopleQueries } from "./queries";
import { compareQuerySchema, peopleQuerySchema } from "./schema";
import { listCohorts, openCohortDetail, openPeoplePage, openPerson } from "./service";

export const peopleReads = {
  list: servePlainRead(peopleQueries.list, { load: (viewer) => listCohorts(viewer) }),
  detail: serveRead(peopleQueries.detail, {
    open: (viewer, { cohortId }) => openCohortDetail(viewer, cohortId),
  }),
  page: serveRead(peopleQueries.page, {
    query: peopleQuerySchema,
    open: (viewer, { cohortId }, query) => openPeoplePage(viewer, cohortId, query),
    csv: { title: "People", toTable: toPeopleCsv },
  }),
  person: serveRead(peopleQueries.person, {
    open: (viewer, { cohortId, personId }) => openPerson(viewer, cohortId, personId),
  }),
  snapshots: servePlainRead(peopleQueries.snapshots, {
    load: (viewer, { cohortId }) => listSnapshots(viewer, cohortId),
  }),
  comparison: servePlainRead(peopleQueries.comparison, {
    query: compareQuerySchema,
    load: (viewer, { cohortId }, query) => compareCohort(viewer, cohortId, query),
  }),
  refresh: servePlainRead(peopleQueries.refresh, {
    load: (viewer, { cohortId }) => getCohortProgress(viewer, cohortId),
  }),
};
