"use client";

import { useEffect, useImperativeHandle, useRef, type ComponentProps } from "react";
import { cn } from "./cn";

export function Input({ className, type, ref, ...props }: ComponentProps<"input">) {
  const field = useRef<HTMLInputElement>(null);
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => field.current);
  useEffect(() => {
    if (field.current && type !== "file") announceTyped(field.current);
  }, [type]);
  return (
    <input
      ref={field}
      type={type}
      data-slot="input"
      className={cn(
        "h-8 w-full min-w-0 rounded-md border border-input bg-card px-2.5 text-sm placeholder:text-muted-foreground disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger",
        className,
      )}
      {...props}
    />
  );
}

/**
 * What was typed before the page's script was there counts. React has not seen it, and would put back what it knows
 * as soon as anything else in the form changes.
 */
function announceTyped(field: HTMLInputElement): void {
  const typed = field.value;
  if (typed === field.defaultValue) return;
  // React hears of a value that differs from the last one it set or saw, which it notes at the element itself.
  field.value = field.defaultValue;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, typed);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
