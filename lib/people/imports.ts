import "server-only";
import { recordAudit } from "@/lib/audit/service";
import type { Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { canCreateCohort, getEditableCohort } from "./cohorts";
import { parsePeople, type ImportedSheet, type ParsedPeople } from "./parse-people";
import { readUpload } from "./read-upload";
import type { ImportPreview, ImportQuery, ImportResult } from "./schema";
import { storeCohort } from "./service";
import { addMembers, changeCohorts, countKnownPeople } from "./store";

const MAX_SHOWN = 200;

function pickSheet(sheets: readonly ImportedSheet[], query: ImportQuery): ImportedSheet {
  const wanted = query.sheet === undefined ? undefined : sheets.find((s) => s.name === query.sheet);
  if (query.sheet !== undefined && !wanted) {
    throw new AppError("bad_request", `The file has no sheet named ${query.sheet}.`);
  }
  // The sheet with most people: covers and instructions come first in many files.
  const best = sheets.reduce<{ sheet: ImportedSheet; count: number } | null>((most, sheet) => {
    const count = parsePeople(sheet).people.length;
    return count > (most?.count ?? -1) ? { sheet, count } : most;
  }, null);
  const sheet = wanted ?? best?.sheet;
  if (!sheet) throw new AppError("bad_request", "The file has no sheets.");
  return sheet;
}

async function toPreview(
  sheets: readonly ImportedSheet[],
  sheet: ImportedSheet,
  parsed: ParsedPeople,
): Promise<ImportPreview> {
  const { people, merged, leftOut } = parsed;
  return {
    sheets: sheets.map((one) => one.name),
    sheet: sheet.name,
    columns: parsed.columns,
    column: parsed.column,
    name_column: parsed.name_column,
    recognised_count: people.length,
    recognised: people.slice(0, MAX_SHOWN),
    known_count: await countKnownPeople(people.map((person) => person.person_id)),
    merged_count: merged.length,
    merged: merged.slice(0, MAX_SHOWN),
    left_out_count: leftOut.length,
    left_out: leftOut.slice(0, MAX_SHOWN),
  };
}

async function store(
  viewer: Viewer,
  query: ImportQuery,
  parsed: ParsedPeople,
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
    await recordAudit(tx, {
      viewer,
      action: "cohort.import",
      entityKind: "cohort",
      entityId: cohortId,
      before: null,
      after: { file: query.file, recognised: parsed.people.length, added: count },
    });
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
  if (query.cohort_id !== undefined) await getEditableCohort(viewer, query.cohort_id);
  else if (!canCreateCohort(viewer)) {
    throw new AppError("forbidden", "Only operators and administrators may make cohorts.");
  }
  const sheets = await readUpload(bytes);
  const sheet = pickSheet(sheets, query);
  const parsed = parsePeople(sheet, query.column);
  return query.confirm === "true" ? store(viewer, query, parsed) : toPreview(sheets, sheet, parsed);
}
