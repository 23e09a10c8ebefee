import { Check, CircleAlert, CircleSlash, LoaderCircle, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { SyncOutcome } from "@/lib/operations/schema";

const LOOKS = {
  running: { tone: "brand", icon: LoaderCircle, word: "Running" },
  ok: { tone: "success", icon: Check, word: "OK" },
  partial: { tone: "warning", icon: TriangleAlert, word: "Partial" },
  failed: { tone: "danger", icon: CircleAlert, word: "Failed" },
  abandoned: { tone: "neutral", icon: CircleSlash, word: "Abandoned" },
} as const satisfies Record<SyncOutcome, object>;

export function OutcomeBadge({ outcome }: { outcome: SyncOutcome }) {
  const { tone, icon: Icon, word } = LOOKS[outcome];
  return (
    <Badge tone={tone}>
      <Icon
        aria-hidden
        className={outcome === "running" ? "motion-safe:animate-spin" : undefined}
      />
      {word}
    </Badge>
  );
}
