import "server-only";
import { toOwnerEmail, toTenantScope, type Viewer } from "@/lib/auth/policy";
import type { Snapshot } from "@/lib/freshness/schema";
import { freshnessWords } from "@/lib/freshness/words";
import type { Panel } from "@/lib/http/panel";
import { findCodingState, type CodingScope } from "./page-store";
import type { CodingFilter } from "./query-schema";

export function toCodingScope(viewer: Viewer): CodingScope {
  const scope = toTenantScope(viewer);
  return scope.kind === "all" ? scope : { ...scope, person: toOwnerEmail(viewer) };
}

/** What arrived is summed within seconds; longer than this it waits for a worker that is not there. */
const LATE_MS = 60_000;

async function readSnapshot(now: Date): Promise<Snapshot> {
  const { version, rolled_up_at: rolledUpAt, is_waiting: isWaiting } = await findCodingState();
  const isLate = isWaiting && rolledUpAt !== null && now.getTime() - rolledUpAt.getTime() > LATE_MS;
  const state = rolledUpAt === null ? "empty" : isLate ? "stale" : "fresh";
  return {
    // Nothing waits: the sums are as of now.
    asOf: rolledUpAt === null ? null : isWaiting ? rolledUpAt : now,
    ...{ state, version },
    reason: isLate ? freshnessWords.callsWait : null,
    cause: null,
  };
}

function toFilterWords(filter: CodingFilter): string[] {
  const { tenant, person, harness, model, repository, environment, billing, source } = filter;
  const lists = { tenant, person, harness, model, repository, environment, billing, source };
  return Object.entries(lists).flatMap(([name, values]) =>
    values.map((value) => `${name} ${value}`),
  );
}

/** A panel of the page. Its answer is one viewer's own: everybody sees the own calls at least. */
export async function openCodingPanel<T>(
  viewer: Viewer,
  load: (scope: CodingScope) => Promise<T>,
  details: { filter?: CodingFilter; etagSeed?: Panel<T>["etagSeed"] } = {},
): Promise<Panel<T>> {
  return {
    snapshot: await readSnapshot(new Date()),
    ...{ subject: null, viewer, etagSeed: details.etagSeed },
    filterWords: details.filter ? toFilterWords(details.filter) : [],
    load: async () => ({ data: await load(toCodingScope(viewer)) }),
  };
}
