import {
  DIMENSION_IDS,
  type DimensionId,
  type PersonDimension,
  type ScoreAdvice,
  type ScoreComponent,
} from "./board-schema";

export const DIMENSION_LABELS: Record<DimensionId, string> = {
  d1: "Core platform usage",
  d2: "Core platform creation",
  d3: "Workflow usage",
  d4: "Workflow creation",
  d5: "CLI and agentic engineering",
  d6: "Impact and knowledge",
};

/** For axes. */
export const DIMENSION_SHORT_LABELS: Record<DimensionId, string> = {
  d1: "D1 Usage",
  d2: "D2 Creation",
  d3: "D3 Workflows",
  d4: "D4 Building",
  d5: "D5 CLI",
  d6: "D6 Impact",
};

/** Each dimension's share of the score. */
export const DIMENSION_WEIGHTS: Record<DimensionId, number> = {
  d1: 0.2,
  d2: 0.2,
  d3: 0.1,
  d4: 0.1,
  d5: 0.3,
  d6: 0.1,
};

const TIER_FLOORS = [
  ["pioneer", 80],
  ["expert", 65],
  ["advanced", 45],
  ["practitioner", 25],
  ["newcomer", 0],
] as const;

export const TIER_LABELS: Record<string, string> = {
  pioneer: "Pioneer",
  expert: "Expert",
  advanced: "Advanced",
  practitioner: "Practitioner",
  newcomer: "Newcomer",
};

/** Names of older boards are kept. */
export const INTENT_LABELS: Record<string, string> = {
  sdlc_unicorn: "SDLC unicorn",
  developer: "Developer",
  workflow_architect: "Workflow architect",
  workflow_user: "Workflow user",
  platform_builder: "Platform builder",
  ai_user: "AI user",
  explorer: "Explorer",
  cli_focused: "CLI focused",
  platform_focused: "Platform focused",
  hybrid: "Hybrid",
};

/** The tier above a score and the points missing to it; null at the top. */
export function findNextTier(score: number): { tier: string; missing: number } | null {
  const above = TIER_FLOORS.filter(([, from]) => from > score).at(-1);
  if (above === undefined) return null;
  return { tier: above[0], missing: Math.round((above[1] - score) * 100) / 100 };
}

export type AdviceInput = Pick<PersonDimension, "id" | "score"> & {
  components: readonly Pick<ScoreComponent, "label" | "weight" | "score">[] | null;
};

/**
 * What would raise a score most: for each component, or for a dimension whose components are not known,
 * the points that a full mark there would add. The largest first.
 */
export function listAdvice(dimensions: readonly AdviceInput[], limit = 3): ScoreAdvice[] {
  const all = dimensions.flatMap(({ id, score, components }): ScoreAdvice[] => {
    const weight = DIMENSION_WEIGHTS[id];
    if (components === null || components.length === 0) {
      return [{ dimension: id, label: DIMENSION_LABELS[id], points: weight * (100 - score) }];
    }
    return components.map((component) => ({
      dimension: id,
      label: component.label,
      points: weight * component.weight * (100 - component.score),
    }));
  });
  return all
    .filter(({ points }) => points >= 0.05)
    .sort((left, right) => right.points - left.points)
    .slice(0, limit)
    .map((advice) => ({ ...advice, points: Math.round(advice.points * 10) / 10 }));
}

export function isDimensionId(id: string): id is DimensionId {
  return DIMENSION_IDS.some((known) => known === id);
}
