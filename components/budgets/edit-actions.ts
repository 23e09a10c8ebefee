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

/** What was typed as a number: spaces, a dollar sign and commas between thousands do not matter. */
export function parseAmountText(text: string): number | null {
  const plain = text.replace(/[\s$%,]/g, "");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** Why a value cannot be meant, before the portal is asked; null when it may be. */
export function findValueIssue(action: EditAction, text: string): string | null {
  if (action.field === null) return null;
  if (text.trim() === "") return "";
  if (action.field.kind === "duration") return null;
  const value = parseAmountText(text);
  if (value === null) return "This is not a number.";
  if (action.field.kind === "percent") return null;
  if (value < 0) return "The amount must not be below zero.";
  if (value === 0 && action.name !== "limit_usd") return "The amount must be above zero.";
  return value > 1e9 ? "The amount must be at most one billion." : null;
}
