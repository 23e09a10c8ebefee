import { formatDateTime } from "@/lib/format";
import type { AnsweredTime } from "@/lib/analytics/schema";
import { TIME_NOTES } from "@/lib/analytics/words";

/** Which time the figures cover, and where that is not what was asked for, why. */
export function TimeNote({ time }: { time: AnsweredTime | undefined }) {
  if (!time) return null;
  return (
    <p className="text-xs text-muted-foreground" role="status">
      {formatDateTime(time.from)} – {formatDateTime(time.to)}
      {time.note && <span className="ml-1 font-medium text-warning">{TIME_NOTES[time.note]}</span>}
    </p>
  );
}
