"use client";

import { Button } from "@/components/ui/button";

interface RangeNoticeProps {
  /** What is wrong with the time that the address asks for. */
  says: string;
  /** The time that is shown instead. */
  shown: string;
  /** The nearest time that can be shown. */
  nearest: string;
  onChoose: () => void;
}

/** Over a page whose address asks for a time that cannot be shown. */
export function RangeNotice({ says, shown, nearest, onChoose }: RangeNoticeProps) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-md bg-danger-soft px-3 py-1.5 text-xs text-danger"
    >
      <p className="flex-1">
        The time in this page&apos;s address cannot be shown. {says} These are the figures of{" "}
        {shown}.
      </p>
      <Button variant="outline" size="sm" onClick={onChoose}>
        Show {nearest}
      </Button>
    </div>
  );
}
