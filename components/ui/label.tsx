import type { ComponentProps } from "react";
import { cn } from "./cn";

interface LabelProps extends ComponentProps<"label"> {
  /** The id of the control it names. */
  htmlFor: string;
}

export function Label({ className, htmlFor, children, ...props }: LabelProps) {
  return (
    <label
      htmlFor={htmlFor}
      data-slot="label"
      className={cn("text-sm font-medium", className)}
      {...props}
    >
      {children}
    </label>
  );
}
