import { toPendingWords } from "./pending-words";

interface PendingNoticeProps {
  query: { isPlaceholderData: boolean };
  /** The name of what is asked for; null where it has none. */
  wished?: string | null;
  /** The name of what is shown until it is there. */
  shown?: string | null;
}

/** Over a page whose figures are still those of the question before; moves nothing, comes only if it takes a while. */
export function PendingNotice({ query, wished = null, shown = null }: PendingNoticeProps) {
  if (!query.isPlaceholderData) return null;
  return (
    <p
      role="status"
      className="fixed inset-x-4 bottom-4 z-30 mx-auto w-fit rounded-md border bg-card px-3 py-1.5 text-xs shadow-md transition-opacity delay-300 starting:opacity-0"
    >
      {toPendingWords(wished, shown)}
    </p>
  );
}
