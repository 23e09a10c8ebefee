"use client";

import type * as PopoverParts from "radix-ui/popover";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { createOnDemandOverlay } from "./on-demand-overlay";

const overlay = createOnDemandOverlay(() => import("radix-ui/popover"), {
  popup: "dialog",
  isModal: false,
});

export const Popover = overlay.Root;
export const PopoverTrigger = overlay.Trigger;

export function PopoverContent({
  className,
  align = "start",
  sideOffset = 4,
  ...props
}: ComponentProps<typeof PopoverParts.Content>) {
  const parts = overlay.useParts();
  if (parts === null) return null;
  return (
    <parts.Portal>
      <parts.Content
        data-slot="popover-content"
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          "z-50 w-72 max-w-[calc(100vw-1rem)] rounded-lg border bg-popover p-3 text-popover-foreground shadow-popover outline-none",
          className,
        )}
        {...props}
      />
    </parts.Portal>
  );
}
