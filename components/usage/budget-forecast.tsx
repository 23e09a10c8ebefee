"use client";

import { useQuery } from "@tanstack/react-query";
import { Hint } from "@/components/feedback/hint";
import { toForecastWords } from "@/lib/budgets/forecast-words";
import { budgetQueries } from "@/lib/budgets/queries";

/** Where a tenant's budget period will end. */
export function BudgetForecast({ tenantId }: { tenantId: string }) {
  const query = useQuery(
    budgetQueries.detail({ kind: "tenant", tenant_id: tenantId, id: tenantId }),
  );
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
