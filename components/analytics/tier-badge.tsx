import { Badge, type BadgeProps } from "@/components/ui/badge";
import { TIER_LABELS } from "@/lib/analytics/dimensions";

const TONES: Record<string, BadgeProps["tone"]> = {
  pioneer: "warning",
  expert: "brand",
  advanced: "success",
  practitioner: "neutral",
  newcomer: "outline",
};

export function TierBadge({ tier }: { tier: string }) {
  return <Badge tone={TONES[tier] ?? "outline"}>{TIER_LABELS[tier] ?? tier}</Badge>;
}
