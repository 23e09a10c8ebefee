import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Label({ className, ...props }: ComponentProps<"label">) {
  // The caller ties it to a control by htmlFor or by nesting.
  return <label data-slot="label" className={cn("text-sm font-medium", className)} {...props} />;
}
