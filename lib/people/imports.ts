import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { getEditableCohort, recordCohort, requireCohortMaker } from "./cohorts";
import { parseUploadApart } from "./parse-apart";
import type { ParsedUpload } from "./parse-process";
import type { ImportPreview, ImportQuery, ImportResult } from "./schema";
import { storeCohort } from "./service";
import { addMembers, changeCohorts, listKnownPeople } from "./store";

const MAX_SHOWN = 200;

async function toPreview(parsed: ParsedUpload): Promise<ImportPreview> {
  const { people, merged, leftOut } = parsed;
  return {
    sheets: parsed.sheets,
    sheet: parsed.sheet,
    columns: parsed.columns,
    column: parsed.column,
    name_columns: parsed.name_columns,
    uncalculated: parsed.uncalculated,
    recognised_count: people.length,
    recognised: people.slice(0, MAX_SHOWN),
    known_count: (await listKnownPeople(people.map((person) => person.person_id))).length,
    merged_count: merged.length,
    merged: merged.slice(0, MAX_SHOWN),
    left_out_count: leftOut.length,
    left_out: leftOut.slice(0, MAX_SHOWN),
  };
}

async function store(
  viewer: Viewer,
  query: ImportQuery,
  parsed: ParsedUpload,
): Promise<ImportResult> {
  if (parsed.people.length === 0) {
    throw new AppError("bad_request", "Nobody was recognised in this file, so nothing was stored.");
  }
  const { cohort_id: cohortId, name } = query;
  if (cohortId === undefined) {
    if (name === undefined) throw new AppError("bad_request", "Give the new cohort a name.");
    const stored = await storeCohort(viewer, name, parsed.people);
    return { cohort_id: stored, added: parsed.people.length };
  }
  const added = await changeCohorts(async (tx) => {
    const count = await addMembers(tx, cohortId, parsed.people);
    const after = { file: query.file, recognised: parsed.people.length, added: count };
    await recordCohort(tx, viewer, cohortId, { action: "import", after });
    return count;
  });
  return { cohort_id: cohortId, added };
}

/**
 * What a file would bring, or with `confirm` its people stored: the file is read again, nothing of it is
 * kept in between.
 * @throws {AppError} bad_request for files that cannot be read, forbidden, not_found
 */
export async function importPeople(
  viewer: Viewer,
  query: ImportQuery,
  bytes: Uint8Array,
): Promise<ImportPreview | ImportResult> {
  if (query.cohort_id === undefined) requireCohortMaker(viewer);
  else await getEditableCohort(viewer, query.cohort_id);
  const parsed = await parseUploadApart(bytes, query);
  return query.confirm === "true" ? store(viewer, query, parsed) : toPreview(parsed);
}
