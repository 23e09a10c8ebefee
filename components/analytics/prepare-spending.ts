import type { DailyCostModel } from "@/components/charts/prepare-daily-cost";
import { addRoundedUsd } from "@/lib/micro-usd";
import type { InsightSpending, SpendStep } from "@/lib/analytics/schema";

interface Use {
  id: string;
  name: string;
  color: string;
  of: (step: SpendStep) => number | null;
}

const USES: readonly Use[] = [
  {
    id: "assistants",
    name: "Assistants",
    color: "var(--series-1)",
    of: (step) => step.assistants_usd,
  },
  {
    id: "workflows",
    name: "Workflows",
    color: "var(--series-8)",
    of: (step) => step.workflows_usd,
  },
  {
    id: "datasources",
    name: "Data sources",
    color: "var(--series-5)",
    of: (step) => step.datasources_usd,
  },
  { id: "cli", name: "Command line", color: "var(--series-cli)", of: (step) => step.cli_usd },
  { id: "other", name: "Other", color: "var(--series-other)", of: (step) => step.other_usd },
];

/** The steps as stacked bars; a use that cost nothing is left out, a step that was not read is a gap. */
export function prepareSpending({ steps }: InsightSpending): DailyCostModel {
  const sum = (of: Use["of"]) => addRoundedUsd(steps.map((step) => of(step) ?? 0));
  const uses = USES.filter((use) => sum(use.of) > 0);
  return {
    stepDays: 1,
    series: uses.map((use) => ({
      id: use.id,
      name: use.name,
      color: use.color,
      costUsd: sum(use.of),
      isOther: use.id === "other",
    })),
    points: steps.map((step) => ({
      from: step.starts_at,
      to: step.starts_at,
      costsUsd: uses.map((use) => use.of(step)),
      totalUsd: step.total_usd,
      previousUsd: null,
      isPartial: false,
    })),
    totalUsd: sum((step) => step.total_usd),
    previousTotalUsd: null,
    missingDayCount: steps.filter((step) => step.total_usd === null).length,
  };
}
