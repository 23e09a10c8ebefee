import { Decimal } from "@/lib/money";
import type { ActivityRecord } from "@/lib/upstream/analytics/records";

export interface ProjectActivity extends ActivityRecord {
  /** Empty for personal work and work without a project. */
  projectName: string;
}

const USD_FIELDS = ["assistantUsd", "workflowUsd", "datasourceUsd", "cliUsd", "totalUsd"] as const;
const TOKEN_FIELDS = [
  "assistantTokens",
  "workflowTokens",
  "datasourceTokens",
  "totalTokens",
] as const;
/** Sums of floating point numbers differ this much without meaning anything. */
const NOISE_USD = 1e-7;

function subtract(whole: ActivityRecord, parts: readonly ActivityRecord[]): ActivityRecord {
  const rest = { ...whole };
  for (const field of USD_FIELDS) {
    const left = parts.reduce((sum, part) => sum.minus(part[field]), whole[field]);
    // A project is read a moment after the whole and may have grown since: that is no rest.
    rest[field] = left.greaterThan(NOISE_USD) ? left : new Decimal(0);
  }
  for (const field of TOKEN_FIELDS) {
    rest[field] = Math.max(
      0,
      parts.reduce((left, part) => left - part[field], whole[field]),
    );
  }
  return rest;
}

const isNothing = (record: ActivityRecord) =>
  USD_FIELDS.every((field) => record[field].isZero()) &&
  TOKEN_FIELDS.every((field) => record[field] === 0);

/**
 * Everybody's activity by project, whose sum is the upstream's total: what no project explains is in
 * the project "", which is personal work and work without a project.
 */
export function splitByProject(
  whole: readonly ActivityRecord[],
  byProject: ReadonlyMap<string, readonly ActivityRecord[]>,
): ProjectActivity[] {
  const rows: ProjectActivity[] = [];
  const partsOf = new Map<string, ActivityRecord[]>();
  for (const [projectName, records] of byProject) {
    for (const record of records) {
      rows.push({ ...record, projectName });
      partsOf.set(record.identity, [...(partsOf.get(record.identity) ?? []), record]);
    }
  }
  for (const record of whole) {
    const rest = subtract(record, partsOf.get(record.identity) ?? []);
    if (!isNothing(rest)) rows.push({ ...rest, projectName: "" });
  }
  return rows;
}
