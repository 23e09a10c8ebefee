"use client";

import { X } from "lucide-react";
import type * as DialogParts from "radix-ui/dialog";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { createOnDemandOverlay } from "./on-demand-overlay";

const overlay = createOnDemandOverlay(() => import("radix-ui/dialog"), {
  popup: "dialog",
  isModal: true,
});

export const Sheet = overlay.Root;
export const SheetTrigger = overlay.Trigger;

const SIDES = {
  left: "inset-y-0 left-0 h-full w-72 max-w-[85vw] border-r",
  right: "inset-y-0 right-0 h-full w-80 max-w-[85vw] border-l",
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl border-t",
};

interface SheetContentProps extends ComponentProps<typeof DialogParts.Content> {
  side?: keyof typeof SIDES;
  title: string;
}

export function SheetContent({
  side = "left",
  title,
  className,
  children,
  ...props
}: SheetContentProps) {
  const parts = overlay.useParts();
  if (parts === null) return null;
  return (
    <parts.Portal>
      <parts.Overlay className="fixed inset-0 z-50 bg-black/40" />
      <parts.Content
        data-slot="sheet-content"
        aria-describedby={undefined}
        className={cn(
          "fixed z-50 flex flex-col overflow-y-auto bg-popover shadow-popover outline-none",
          SIDES[side],
          className,
        )}
        {...props}
      >
        <parts.Title className="px-4 pt-4 pb-2 text-base font-semibold">{title}</parts.Title>
        {children}
        <parts.Close
          className="absolute top-3 right-3 grid size-8 place-items-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground"
          aria-label="Close"
        >
          <X className="size-4" aria-hidden />
        </parts.Close>
      </parts.Content>
    </parts.Portal>
  );
}
