"use client";

import { ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Sheet, SheetContent, SheetTrigger } from "@/components/ui/sheet";

interface HeaderSheetProps {
  /** Controls that differ from their default. */
  count: number;
  children: ReactNode;
}

/** The page's controls on a narrow screen, behind one button. */
export function HeaderSheet({ count, children }: HeaderSheetProps) {
  return (
    <Sheet>
      <SheetTrigger asChild>
        <Button variant="outline">
          <ListFilter aria-hidden className="text-muted-foreground" />
          Filters
          {count > 0 && (
            <span className="grid h-4 min-w-4 place-items-center rounded-full bg-primary px-1 text-2xs text-primary-foreground">
              {count}
              <span className="sr-only"> set</span>
            </span>
          )}
        </Button>
      </SheetTrigger>
      <SheetContent side="bottom" title="Filters">
        <div className="grid gap-2 px-4 pt-1 pb-6 [&_[data-slot=button]]:h-10 [&_[data-slot=button]]:w-full [&_[data-slot=button]]:justify-start">
          {children}
        </div>
      </SheetContent>
    </Sheet>
  );
}
