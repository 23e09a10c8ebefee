import { Decimal, roundSharesToMicroUsd, sumUsd, toRoundedUsd } from "@/lib/money";
import { PERSON_KINDS, type PersonKind } from "@/lib/spending/identity";
import type { CohortSummary, PersonRow, PersonStatus, Projection, SpendClass } from "./schema";

/** A person's three accounts as the database adds them up; null where nothing was ever read. */
export interface MemberRow {
  person_id: string;
  name: string | null;
  web_usd: string | null;
  cli_usd: string | null;
  premium_usd: string | null;
  /** LiteLLM has at least one of the accounts. */
  is_found: boolean;
  has_failed: boolean;
  is_blocked: boolean;
  /** An account has spent its limit, or comes near it. */
  is_over: boolean;
  is_near: boolean;
  /** The next reset of an account. */
  reset_at: Date | null;
}

export interface CohortTable {
  rows: readonly PersonRow[];
  summary: CohortSummary;
}

export const BUFFER_SHARE = 0.2;
const TOP_COUNT = 20;

/** Lower bound included: exactly $5 is in $5–$20. */
const CLASSES: readonly { label: string; from: number }[] = [
  { label: "$0–$5", from: 0 },
  { label: "$5–$20", from: 5 },
  { label: "$20–$50", from: 20 },
  { label: "$50–$150", from: 50 },
  { label: "$150+", from: 150 },
];

/** How many people spent how much, without those whose figures are partial. */
export function toDistribution(
  rows: readonly Pick<PersonRow, "total_usd" | "status">[],
): SpendClass[] {
  const whole = rows.filter((row) => row.status !== "partial");
  const counts = CLASSES.map(() => 0);
  let none = 0;
  for (const { total_usd: total } of whole) {
    if (total <= 0) none += 1;
    else {
      const index = CLASSES.findLastIndex(({ from }) => total >= from);
      counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  return [
    { label: "No spend", count: none },
    ...CLASSES.map(({ label }, index) => ({ label, count: counts[index] ?? 0 })),
  ];
}

/** Average of an active spender times all participants, and the buffer on top. */
export function toProjection(averageUsd: number, participants: number): Projection {
  const base = new Decimal(averageUsd).times(participants);
  return {
    average_usd: averageUsd,
    participants,
    base_usd: toRoundedUsd(base.toFixed()),
    buffer_share: BUFFER_SHARE,
    projected_usd: toRoundedUsd(base.times(1 + BUFFER_SHARE).toFixed()),
  };
}

function toStatus(row: MemberRow, total: Decimal, isListed: boolean): PersonStatus {
  if (row.has_failed || (!row.is_found && !isListed)) return "partial";
  if (!row.is_found) return "not_found";
  return total.isZero() ? "no_spend" : "active";
}

function toAttention(member: MemberRow): PersonRow["attention"] {
  if (member.is_blocked) return "blocked";
  if (member.is_over) return "over";
  return member.is_near ? "near" : null;
}

type Kinds = readonly PersonKind[];

/** Web, CLI and Premium, rounded so that they add up to their sum; null for those that were not asked for. */
function toAmounts(exact: readonly Decimal[], kinds: Kinds) {
  const [web = 0, cli = 0, premium = 0] = roundSharesToMicroUsd(exact);
  return {
    web_usd: kinds.includes("web") ? web : null,
    cli_usd: kinds.includes("cli") ? cli : null,
    premium_usd: kinds.includes("premium") ? premium : null,
  };
}

const COLUMNS = ["web_usd", "cli_usd", "premium_usd"] as const;

function toPersonRow(member: MemberRow, isListed: boolean, kinds: Kinds): PersonRow {
  const exact = COLUMNS.map((column) => new Decimal(member[column] ?? 0));
  const total = sumUsd(exact);
  const row: PersonRow = {
    person_id: member.person_id,
    name: member.name,
    ...toAmounts(exact, kinds),
    total_usd: toRoundedUsd(total.toFixed()),
    status: toStatus(member, total, isListed),
    attention: toAttention(member),
    reset_at: member.reset_at?.toISOString() ?? null,
  };
  // What LiteLLM does not have cost nothing; what could not be read is not known.
  if (member.has_failed || !isListed) {
    for (const column of COLUMNS) if (member[column] === null) row[column] = null;
  }
  return row;
}

function toAverage(active: readonly PersonRow[]): number | null {
  if (active.length === 0) return null;
  const total = sumUsd(active.map((row) => new Decimal(row.total_usd)));
  return toRoundedUsd(total.dividedBy(active.length).toFixed(12));
}

function countAttention(rows: readonly PersonRow[]): CohortSummary["attention"] {
  const count = (attention: PersonRow["attention"]) =>
    rows.filter((row) => row.attention === attention).length;
  return { blocked: count("blocked"), over: count("over"), near: count("near") };
}

/** Everything that a cohort's page shows, from its members' sums over their accounts of these kinds. */
export function toCohortTable(
  members: readonly MemberRow[],
  isListed: boolean,
  kinds: Kinds = PERSON_KINDS,
): CohortTable {
  const rows = members.map((member) => toPersonRow(member, isListed, kinds));
  const sums = COLUMNS.map((column) =>
    sumUsd(members.map((member) => new Decimal(member[column] ?? 0))),
  );
  const active = rows.filter((row) => row.status === "active");
  const average = toAverage(active);
  const summary: CohortSummary = {
    participants: rows.length,
    found: members.filter((member) => member.is_found).length,
    active: active.length,
    partial: rows.filter((row) => row.status === "partial").length,
    grand_total_usd: toRoundedUsd(sumUsd(sums).toFixed()),
    ...toAmounts(sums, kinds),
    average_usd: average,
    projection: average === null ? null : toProjection(average, rows.length),
    attention: countAttention(rows),
    distribution: toDistribution(rows),
    top: rows
      .filter((row) => row.total_usd > 0)
      .sort((a, b) => b.total_usd - a.total_usd || a.person_id.localeCompare(b.person_id))
      .slice(0, TOP_COUNT),
  };
  return { rows, summary };
}
