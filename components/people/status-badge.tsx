import { Badge } from "@/components/ui/badge";
import type { PersonStatus } from "@/lib/people/schema";

const SHOWN = {
  active: { tone: "success", label: "Active" },
  no_spend: { tone: "neutral", label: "No spend" },
  not_found: { tone: "outline", label: "Not in LiteLLM" },
  partial: { tone: "warning", label: "Partial" },
} as const;

/** What is known of a person's spending, in a word. */
export function StatusBadge({ status }: { status: PersonStatus }) {
  const { tone, label } = SHOWN[status];
  return <Badge tone={tone}>{label}</Badge>;
}
