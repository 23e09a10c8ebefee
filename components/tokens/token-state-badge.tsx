import { Badge } from "@/components/ui/badge";
import type { TokenState } from "@/lib/tokens/schema";

const LOOKS = {
  active: { tone: "success", word: "Active" },
  expired: { tone: "neutral", word: "Expired" },
  revoked: { tone: "danger", word: "Revoked" },
} as const satisfies Record<TokenState, object>;

export function TokenStateBadge({ state }: { state: TokenState }) {
  const { tone, word } = LOOKS[state];
  return <Badge tone={tone}>{word}</Badge>;
}
