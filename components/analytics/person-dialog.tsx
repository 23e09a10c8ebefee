import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { QueryError } from "@/components/feedback/query-error";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import type { ReadResult } from "@/lib/query/use-read";

interface PersonDialogProps<T> {
  query: ReadResult<T>;
  csvHref: string;
  onClose: () => void;
  toTitle: (data: T | undefined) => string;
  toDescription: (data: T | undefined) => string;
  className?: string;
  children: (data: T) => ReactNode;
}

/** What is known of one person, over the page. */
export function PersonDialog<T>(props: PersonDialogProps<T>) {
  const { data: answer, error } = props.query;
  const data = answer?.data;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <DialogContent className={props.className}>
        <DialogTitle>{props.toTitle(data)}</DialogTitle>
        <DialogDescription>{props.toDescription(data)}</DialogDescription>
        <QueryError query={props.query} />
        {!data && !error && <Skeleton className="h-72" />}
        {data && props.children(data)}
        <Button asChild variant="outline" className="w-fit">
          <a href={props.csvHref} download>
            <Download aria-hidden className="text-muted-foreground" />
            CSV
          </a>
        </Button>
      </DialogContent>
    </Dialog>
  );
}
