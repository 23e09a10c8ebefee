import "server-only";
import { servePlainRead, serveRead } from "@/lib/http/serve-read";
import { getCohortProgress } from "@/lib/sync/service";
import { compareCohort, listSnapshots } from "./comparisons";
import { toPersonTable } from "./csv";
import { toKinds } from "./filter-people";
import { peopleQueries } from "./queries";
import { compareQuerySchema, peopleQuerySchema } from "./schema";
import {
  listCohorts,
  listMyCohorts,
  openCohortDetail,
  openPeoplePage,
  openPerson,
} from "./service";

export const peopleReads = {
  mine: servePlainRead(peopleQueries.mine, { load: (viewer) => listMyCohorts(viewer) }),
  list: servePlainRead(peopleQueries.list, { load: (viewer) => listCohorts(viewer) }),
  detail: serveRead(peopleQueries.detail, {
    open: (viewer, { cohortId }) => openCohortDetail(viewer, cohortId),
  }),
  page: serveRead(peopleQueries.page, {
    query: peopleQuerySchema,
    open: (viewer, { cohortId }, query) => openPeoplePage(viewer, cohortId, query),
    csv: {
      title: "Cohort people",
      toTable: ({ items, account }) => toPersonTable(items, toKinds(account)),
    },
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
