import { Hint } from "@/components/feedback/hint";
import { Badge } from "@/components/ui/badge";
import { formatDateTime } from "@/lib/format";
import type { PersonRow } from "@/lib/people/schema";
import { ATTENTION_WORDS, STATUS_WORDS } from "@/lib/people/words";

const TONES = { blocked: "danger", over: "danger", near: "warning" } as const;

/** A mark for who needs attention; a quiet word for everybody else. */
export function PersonState({
  person,
}: {
  person: Pick<PersonRow, "status" | "attention" | "reset_at">;
}) {
  const { attention, status, reset_at: resetAt } = person;
  if (attention !== null) {
    const badge = <Badge tone={TONES[attention]}>{ATTENTION_WORDS[attention]}</Badge>;
    if (resetAt === null) return badge;
    return <Hint says={`Next reset ${formatDateTime(resetAt)}`}>{badge}</Hint>;
  }
  if (status === "partial") return <Badge tone="warning">{STATUS_WORDS.partial}</Badge>;
  return <span className="text-muted-foreground">{STATUS_WORDS[status]}</span>;
}
