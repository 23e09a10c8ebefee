"use client";

import { useState } from "react";
import type { BudgetHolder } from "@/components/filters/budget-holder-picker";
import { readPercents } from "@/components/filters/parse-amount";
import { useSaveAlertRule } from "@/lib/alerts/queries";
import type { AlertScope } from "@/lib/alerts/schema";

const EMPTY = {
  name: "",
  scope: "tenant" as AlertScope,
  holders: [] as readonly BudgetHolder[],
  spent: "80, 100",
  forecast: "100",
  channelIds: [] as readonly string[],
};
type Fields = typeof EMPTY;

/** Without a holder the server says what is missing. */
const NO_HOLDER = { id: "", tenantId: "", entityId: "" };

/** The fields of a new rule, and saving it: one rule for each holder that was chosen. */
export function useRuleForm() {
  const save = useSaveAlertRule();
  const [fields, setFields] = useState(EMPTY);
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));

  function toRule({ tenantId, entityId }: Pick<BudgetHolder, "tenantId" | "entityId">) {
    const { name, scope, spent, forecast, channelIds } = fields;
    const isOfEntity = scope === "agent" || scope === "account";
    return {
      ...{ name, scope, tenant_id: tenantId, entity_id: isOfEntity ? entityId : "" },
      thresholds: [
        ...readPercents(spent).percents.map((percent) => ({ basis: "spent" as const, percent })),
        ...readPercents(forecast).percents.map((percent) => ({
          basis: "forecast" as const,
          percent,
        })),
      ],
      channel_ids: [...channelIds],
      is_enabled: true,
    };
  }

  /** What is saved leaves the choice, so that trying again after a refusal repeats nothing. */
  function saveFrom(holders: readonly Pick<BudgetHolder, "id" | "tenantId" | "entityId">[]) {
    const [first, ...rest] = holders;
    if (first === undefined) return;
    save.mutate(toRule(first), {
      onSuccess: () => {
        setFields((before) => ({
          ...before,
          holders: before.holders.filter(({ id }) => id !== first.id),
        }));
        saveFrom(rest);
      },
    });
  }

  const isForAll = fields.scope === "everything";
  const issues = {
    spent: readPercents(fields.spent).issue,
    forecast: readPercents(fields.forecast).issue,
  };
  function submit() {
    if (issues.spent !== null || issues.forecast !== null) return;
    saveFrom(isForAll || fields.holders.length === 0 ? [NO_HOLDER] : fields.holders);
  }
  return { fields, issues, set, submit, save };
}
