import { addRoundedUsd } from "@/lib/micro-usd";
import type { CohortComparison, ComparedPerson } from "./schema";

/** A person's figure at one of the two moments. */
export interface ComparedFigure {
  person_id: string;
  /** Null where nothing was known. */
  total_usd: number | null;
  is_partial: boolean;
}

type Lists = Pick<CohortComparison, "risen" | "fallen" | "joined" | "gone" | "unchanged">;

function toCompared(
  personId: string,
  before: ComparedFigure | undefined,
  after: ComparedFigure | undefined,
): ComparedPerson {
  const change = addRoundedUsd([after?.total_usd ?? 0, -(before?.total_usd ?? 0)]);
  return {
    person_id: personId,
    before_usd: before?.total_usd ?? null,
    after_usd: after?.total_usd ?? null,
    change_usd: change,
    is_partial: (before?.is_partial ?? false) || (after?.is_partial ?? false),
  };
}

/** Who rose, who fell, who is new and who is gone; the largest change first. */
export function compareFigures(
  before: readonly ComparedFigure[],
  after: readonly ComparedFigure[],
): Lists {
  const earlier = new Map(before.map((figure) => [figure.person_id, figure]));
  const later = new Map(after.map((figure) => [figure.person_id, figure]));
  const ids = new Set([...earlier.keys(), ...later.keys()]);
  const all = [...ids].map((id) => toCompared(id, earlier.get(id), later.get(id)));
  const bySize = (a: ComparedPerson, b: ComparedPerson) =>
    Math.abs(b.change_usd) - Math.abs(a.change_usd) || (a.person_id < b.person_id ? -1 : 1);
  const inBoth = (person: ComparedPerson) =>
    earlier.has(person.person_id) && later.has(person.person_id);
  return {
    risen: all.filter((person) => inBoth(person) && person.change_usd > 0).sort(bySize),
    fallen: all.filter((person) => inBoth(person) && person.change_usd < 0).sort(bySize),
    joined: all.filter((person) => !earlier.has(person.person_id)).sort(bySize),
    gone: all.filter((person) => !later.has(person.person_id)).sort(bySize),
    unchanged: all.filter((person) => inBoth(person) && person.change_usd === 0).length,
  };
}
