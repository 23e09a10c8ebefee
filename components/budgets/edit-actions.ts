import { readPercent, readUsd } from "@/components/filters/parse-amount";
import type { BudgetEdit } from "@/lib/budgets/schema";

/** One thing to change; the others stay as they are. */
export interface EditAction {
  label: string;
  /** What the value is; null for an action without one. */
  field: { label: string; kind: "usd" | "percent" | "duration"; help: string } | null;
  toEdit: (value: number, text: string) => BudgetEdit;
}

const usd = (help: string) => ({ label: "Amount (USD)", kind: "usd" as const, help });
const plain = (label: string, edit: BudgetEdit) => ({ label, field: null, toEdit: () => edit });

export const EDIT_ACTIONS = {
  limit: {
    label: "Set the hard limit",
    field: usd("LiteLLM refuses calls above it; 0 stops whatever costs anything."),
    toEdit: (value) => ({ limit_usd: value }),
  },
  percent: {
    label: "Change the hard limit by a percentage",
    field: { label: "Percent", kind: "percent", help: "10 raises it by a tenth, -10 lowers it." },
    toEdit: (value) => ({ limit_percent: value }),
  },
  "top-up": {
    label: "Top up this period only",
    field: usd("Added until LiteLLM resets the budget; then the limit goes back by itself."),
    toEdit: (value) => ({ top_up_usd: value }),
  },
  soft: {
    label: "Set the soft limit",
    field: usd("Warns and never blocks."),
    toEdit: (value) => ({ soft_limit_usd: value }),
  },
  duration: {
    label: "Set the period",
    field: { label: "Period", kind: "duration", help: "For example 7d, 30d or 1mo." },
    toEdit: (_value, text) => ({ duration: text.trim() }),
  },
  block: plain("Block", { is_blocked: true }),
  unblock: plain("Unblock", { is_blocked: false }),
  "no-limit": plain("Remove the hard limit", { limit_usd: null }),
  "no-soft": plain("Remove the soft limit", { soft_limit_usd: null }),
  "no-duration": plain("Remove the period", { duration: null }),
} satisfies Record<string, EditAction>;

export type EditActionId = keyof typeof EDIT_ACTIONS;

/** Why a value cannot be meant, before the portal is asked; null when it may be, "" when it is missing. */
export function findValueIssue(id: EditActionId, text: string): string | null {
  const { field }: EditAction = EDIT_ACTIONS[id];
  if (field === null) return null;
  if (text.trim() === "") return "";
  if (field.kind === "duration") return null;
  const { value, issue } = field.kind === "percent" ? readPercent(text) : readUsd(text);
  if (issue !== null || field.kind === "percent") return issue;
  return value === 0 && id !== "limit" ? "The amount must be above zero." : null;
}

/** The change that was typed; only what has no issue may be asked for. */
export function toTypedEdit(id: EditActionId, text: string): BudgetEdit {
  const action: EditAction = EDIT_ACTIONS[id];
  const read = action.field?.kind === "percent" ? readPercent : readUsd;
  return action.toEdit(read(text).value ?? 0, text);
}
