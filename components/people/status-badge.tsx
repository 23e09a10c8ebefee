import { Badge } from "@/components/ui/badge";
import type { PersonStatus } from "@/lib/people/schema";
import { STATUS_WORDS } from "@/lib/people/words";

const TONES = {
  active: "success",
  no_spend: "neutral",
  not_found: "outline",
  partial: "warning",
} as const;

/** What is known of a person's spending, in a word. */
export function StatusBadge({ status }: { status: PersonStatus }) {
  return <Badge tone={TONES[status]}>{STATUS_WORDS[status]}</Badge>;
}
