import { wireBreakdownPart, type WireBreakdownPart, type WireDay } from "./schema";

type WireParts = Readonly<Record<string, WireBreakdownPart>>;

const NO_PARTS: WireParts = {};
const ILLEGIBLE: WireBreakdownPart = { metrics: undefined };

function toParts(entries: Readonly<Record<string, unknown>>): WireParts {
  return Object.fromEntries(
    Object.entries(entries).map(([keyHash, entry]) => {
      const parsed = wireBreakdownPart.safeParse(entry);
      return [keyHash, parsed.success ? parsed.data : ILLEGIBLE];
    }),
  );
}

/** Keys whose calls on this page are all the team's. One that changed teams that day is in two. */
function listOwnKeys(entities: WireParts, teamId: string): Set<string> {
  const own = new Set(Object.keys(entities[teamId]?.api_key_breakdown ?? {}));
  for (const [entity, part] of Object.entries(entities)) {
    if (entity === teamId) continue;
    for (const keyHash of Object.keys(part.api_key_breakdown ?? {})) own.delete(keyHash);
  }
  return own;
}

function keepKeys(parts: WireParts | null | undefined, keys: ReadonlySet<string>): WireParts {
  return Object.fromEntries(
    Object.entries(parts ?? NO_PARTS).map(([name, part]) => {
      const entries = Object.entries(part.api_key_breakdown ?? {});
      const kept = Object.fromEntries(entries.filter(([keyHash]) => keys.has(keyHash)));
      return [name, { ...part, api_key_breakdown: kept }];
    }),
  );
}

/**
 * What is some teams' own of days with everybody's usage. The split of a key that was in two teams that
 * day cannot be told apart and is left out, so that it counts as unknown; its sums are exact.
 */
export function pickTeams(results: readonly WireDay[], teamIds: readonly string[]): WireDay[] {
  return results.flatMap((day) =>
    teamIds.flatMap((teamId) => {
      const entities = day.breakdown.entities ?? NO_PARTS;
      const team = Object.hasOwn(entities, teamId) ? entities[teamId] : undefined;
      if (team === undefined) return [];
      const keys = listOwnKeys(entities, teamId);
      const breakdown = {
        api_keys: toParts(team.api_key_breakdown ?? {}),
        models: keepKeys(day.breakdown.models, keys),
        providers: keepKeys(day.breakdown.providers, keys),
      };
      return [{ date: day.date, metrics: team.metrics, breakdown }];
    }),
  );
}
