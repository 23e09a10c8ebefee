import { readPercent, readUsd } from "@/components/filters/parse-amount";
import type { BudgetEdit } from "@/lib/budgets/schema";

/** One thing to change; the others stay as they are. */
export interface EditAction {
  id: string;
  label: string;
  /** What the value is; null for an action without one. */
  field: { label: string; kind: "usd" | "percent" | "duration"; help: string } | null;
  toEdit: (value: number, text: string) => BudgetEdit;
  /** The edit's field that a complaint is about. */
  name: keyof BudgetEdit;
}

const usd = (help: string) => ({ label: "Amount (USD)", kind: "usd" as const, help });

export const EDIT_ACTIONS: readonly EditAction[] = [
  {
    id: "limit",
    label: "Set the hard limit",
    field: usd("LiteLLM refuses calls above it; 0 stops whatever costs anything."),
    name: "limit_usd",
    toEdit: (value) => ({ limit_usd: value }),
  },
  {
    id: "percent",
    label: "Change the hard limit by a percentage",
    field: { label: "Percent", kind: "percent", help: "10 raises it by a tenth, -10 lowers it." },
    name: "limit_percent",
    toEdit: (value) => ({ limit_percent: value }),
  },
  {
    id: "top-up",
    label: "Top up this period only",
    field: usd("Added until LiteLLM resets the budget; then the limit goes back by itself."),
    name: "top_up_usd",
    toEdit: (value) => ({ top_up_usd: value }),
  },
  {
    id: "soft",
    label: "Set the soft limit",
    field: usd("Warns and never blocks."),
    name: "soft_limit_usd",
    toEdit: (value) => ({ soft_limit_usd: value }),
  },
  {
    id: "duration",
    label: "Set the period",
    field: { label: "Period", kind: "duration", help: "For example 7d, 30d or 1mo." },
    name: "duration",
    toEdit: (_value, text) => ({ duration: text.trim() }),
  },
  {
    id: "block",
    label: "Block",
    field: null,
    name: "is_blocked",
    toEdit: () => ({ is_blocked: true }),
  },
  {
    id: "unblock",
    label: "Unblock",
    field: null,
    name: "is_blocked",
    toEdit: () => ({ is_blocked: false }),
  },
  {
    id: "no-limit",
    label: "Remove the hard limit",
    field: null,
    name: "limit_usd",
    toEdit: () => ({ limit_usd: null }),
  },
  {
    id: "no-soft",
    label: "Remove the soft limit",
    field: null,
    name: "soft_limit_usd",
    toEdit: () => ({ soft_limit_usd: null }),
  },
  {
    id: "no-duration",
    label: "Remove the period",
    field: null,
    name: "duration",
    toEdit: () => ({ duration: null }),
  },
];

/** Why a value cannot be meant, before the portal is asked; null when it may be. */
export function findValueIssue(action: EditAction, text: string): string | null {
  if (action.field === null) return null;
  if (text.trim() === "") return "";
  const { kind } = action.field;
  if (kind === "duration") return null;
  const { value, issue } = kind === "percent" ? readPercent(text) : readUsd(text);
  if (issue !== null || kind === "percent") return issue;
  return value === 0 && action.name !== "limit_usd" ? "The amount must be above zero." : null;
}

/** The change that was typed; only what has no issue may be asked for. */
export function toTypedEdit(action: EditAction, text: string): BudgetEdit {
  const read = action.field?.kind === "percent" ? readPercent : readUsd;
  return action.toEdit(read(text).value ?? 0, text);
}
