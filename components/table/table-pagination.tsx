import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format";

export interface Paging {
  /** Counts from 1. */
  page: number;
  pageCount: number;
  pageSize: number;
  total: number;
  onPageChange: (page: number) => void;
}

/** `Showing 1–20 of 1,000` and the way to the other pages. */
export function TablePagination({ page, pageCount, pageSize, total, onPageChange }: Paging) {
  const first = total === 0 ? 0 : (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  return (
    <nav
      aria-label="Pages"
      className="flex items-center gap-2 px-4 py-2 text-xs text-muted-foreground"
    >
      <p aria-live="polite" className="flex-1">
        Showing {formatCount(first)}–{formatCount(last)} of {formatCount(total)}
      </p>
      {pageCount > 1 && (
        <>
          <span>
            Page {formatCount(page)} of {formatCount(pageCount)}
          </span>
          <Button
            variant="outline"
            size="icon-sm"
            aria-label="Previous page"
            disabled={page <= 1}
            onClick={() => onPageChange(page - 1)}
          >
            <ChevronLeft aria-hidden />
          </Button>
          <Button
            variant="outline"
            size="icon-sm"
            aria-label="Next page"
            disabled={page >= pageCount}
            onClick={() => onPageChange(page + 1)}
          >
            <ChevronRight aria-hidden />
          </Button>
        </>
      )}
    </nav>
  );
}
