"use client";

import { Check, Circle } from "lucide-react";
import type * as MenuParts from "radix-ui/dropdown-menu";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { findOverlayHome } from "./find-overlay-home";
import { createOnDemandOverlay } from "./on-demand-overlay";

const overlay = createOnDemandOverlay(() => import("radix-ui/dropdown-menu"), {
  popup: "menu",
  isModal: false,
});

export const DropdownMenu = overlay.Root;
export const DropdownMenuTrigger = overlay.Trigger;

const ITEM =
  "relative flex cursor-default items-center gap-2 rounded-sm px-2 py-1.5 text-sm outline-none select-none data-[disabled]:pointer-events-none data-[disabled]:opacity-50 data-[highlighted]:bg-accent [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0";

export function DropdownMenuContent({
  className,
  sideOffset = 4,
  align = "end",
  ...props
}: ComponentProps<typeof MenuParts.Content>) {
  const parts = overlay.useParts();
  if (parts === null) return null;
  return (
    <parts.Portal container={findOverlayHome()}>
      <parts.Content
        data-slot="dropdown-menu-content"
        sideOffset={sideOffset}
        align={align}
        collisionPadding={8}
        className={cn(
          "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto rounded-lg border bg-popover p-1 text-popover-foreground shadow-popover",
          className,
        )}
        {...props}
      />
    </parts.Portal>
  );
}

export function DropdownMenuItem({ className, ...props }: ComponentProps<typeof MenuParts.Item>) {
  const parts = overlay.useParts();
  return parts && <parts.Item className={cn(ITEM, className)} {...props} />;
}

export function DropdownMenuCheckboxItem({
  className,
  children,
  ...props
}: ComponentProps<typeof MenuParts.CheckboxItem>) {
  const parts = overlay.useParts();
  return (
    parts && (
      <parts.CheckboxItem className={cn(ITEM, "pl-7!", className)} {...props}>
        <parts.ItemIndicator className="absolute left-2">
          <Check className="size-3.5" />
        </parts.ItemIndicator>
        {children}
      </parts.CheckboxItem>
    )
  );
}

export function DropdownMenuRadioGroup(props: ComponentProps<typeof MenuParts.RadioGroup>) {
  const parts = overlay.useParts();
  return parts && <parts.RadioGroup {...props} />;
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof MenuParts.RadioItem>) {
  const parts = overlay.useParts();
  return (
    parts && (
      <parts.RadioItem className={cn(ITEM, "pl-7!", className)} {...props}>
        <parts.ItemIndicator className="absolute left-2.5">
          <Circle className="size-2 fill-current" />
        </parts.ItemIndicator>
        {children}
      </parts.RadioItem>
    )
  );
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof MenuParts.Label>) {
  const parts = overlay.useParts();
  return (
    parts && (
      <parts.Label
        className={cn("px-2 py-1.5 text-xs text-muted-foreground", className)}
        {...props}
      />
    )
  );
}

export function DropdownMenuSeparator({
  className,
  ...props
}: ComponentProps<typeof MenuParts.Separator>) {
  const parts = overlay.useParts();
  return (
    parts && <parts.Separator className={cn("-mx-1 my-1 h-px bg-border", className)} {...props} />
  );
}
