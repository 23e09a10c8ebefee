import { Hint } from "./hint";
import type { AgentStatus } from "@/lib/usage/schema";

const MARKS = {
  deleted: { text: "deleted", says: "LiteLLM no longer has this key; what it cost stays." },
  moved: {
    text: "moved",
    says: "This key belongs to another tenant now; what it cost here stays.",
  },
} as const;

/** A mark beside the name of an agent that the tenant no longer has; nothing for one it has. */
export function AgentStatusMark({ status }: { status: AgentStatus }) {
  if (status === "active") return null;
  const { text, says } = MARKS[status];
  return (
    <Hint says={says} className="rounded-sm bg-muted px-1 text-2xs text-muted-foreground">
      {text}
    </Hint>
  );
}
