"use client";

import type { ReactNode } from "react";
import { Hint } from "@/components/feedback/hint";
import { toForecastWords } from "@/lib/budgets/forecast-words";
import { budgetQueries } from "@/lib/budgets/queries";
import { useRead } from "@/lib/query/use-read";

interface BudgetForecastProps {
  tenantId: string;
  /** Stands there until the forecast is read. */
  place: ReactNode;
}

/** Where a tenant's budget period will end. */
export function BudgetForecast({ tenantId, place }: BudgetForecastProps) {
  const query = useRead(
    budgetQueries.detail.options({ kind: "tenant", tenantId, entityId: tenantId }),
  );
  if (query.isPending) return place;
  const forecast = query.data?.data.forecast;
  const words = toForecastWords(forecast);
  if (words === null) return null;
  return (
    <Hint
      says={
        forecast?.has_little_history
          ? "Little history yet: a plain average with a wide range."
          : "Four times in five the end lies within this range."
      }
    >
      {words}
    </Hint>
  );
}
