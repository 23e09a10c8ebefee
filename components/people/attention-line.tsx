import { Button } from "@/components/ui/button";
import { formatCount, formatCountOf } from "@/lib/format";
import type { CohortSummary } from "@/lib/people/schema";
import { ATTENTION_WORDS } from "@/lib/people/words";
import type { PeopleUrlState } from "./use-people-url-state";

const ORDER = ["blocked", "over", "near"] as const;

interface AttentionLineProps {
  counts: CohortSummary["attention"];
  url: PeopleUrlState;
}

/** How many people are blocked, over a limit or near one, and the way to them; nothing where nobody is. */
export function AttentionLine({ counts, url }: AttentionLineProps) {
  const parts = ORDER.filter((one) => counts[one] > 0);
  const total = parts.reduce((sum, one) => sum + counts[one], 0);
  if (total === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-xl border px-4 py-2.5 text-sm">
      <p className="flex-1">
        <span className="font-medium">{formatCountOf(total, "person", "people")} to look at:</span>{" "}
        {parts
          .map((one) => `${formatCount(counts[one])} ${ATTENTION_WORDS[one].toLowerCase()}`)
          .join(", ")}
      </p>
      <Button variant="outline" size="sm" onClick={() => url.setStatus("attention")}>
        Show them
      </Button>
    </div>
  );
}
