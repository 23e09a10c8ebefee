"use client";

import { X } from "lucide-react";
import * as SheetPrimitive from "radix-ui/dialog";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Sheet = SheetPrimitive.Root;
export const SheetTrigger = SheetPrimitive.Trigger;
export const SheetClose = SheetPrimitive.Close;

const SIDES = {
  left: "inset-y-0 left-0 h-full w-72 max-w-[85vw] border-r",
  right: "inset-y-0 right-0 h-full w-80 max-w-[85vw] border-l",
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl border-t",
};

interface SheetContentProps extends ComponentProps<typeof SheetPrimitive.Content> {
  side?: keyof typeof SIDES;
  title: string;
  /** Hides the title from sight, not from screen readers. */
  isTitleHidden?: boolean;
}

export function SheetContent({
  side = "left",
  title,
  isTitleHidden = false,
  className,
  children,
  ...props
}: SheetContentProps) {
  return (
    <SheetPrimitive.Portal>
      <SheetPrimitive.Overlay className="fixed inset-0 z-50 bg-black/40" />
      <SheetPrimitive.Content
        data-slot="sheet-content"
        aria-describedby={undefined}
        className={cn(
          "fixed z-50 flex flex-col overflow-y-auto bg-popover shadow-popover outline-none",
          SIDES[side],
          className,
        )}
        {...props}
      >
        <SheetPrimitive.Title
          className={cn("px-4 pt-4 pb-2 text-base font-semibold", isTitleHidden && "sr-only")}
        >
          {title}
        </SheetPrimitive.Title>
        {children}
        <SheetPrimitive.Close
          className="absolute top-3 right-3 grid size-8 place-items-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground"
          aria-label="Close"
        >
          <X className="size-4" aria-hidden />
        </SheetPrimitive.Close>
      </SheetPrimitive.Content>
    </SheetPrimitive.Portal>
  );
}
