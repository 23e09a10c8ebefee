import { cloneElement, isValidElement, type ComponentProps, type ReactNode } from "react";
import { cn } from "./cn";

type SlotProps = Omit<ComponentProps<"button">, "children"> & { children?: ReactNode };

/** Gives its look and behaviour to its only child, a link say; the child's own props win. */
export function Slot({ children, className, ...props }: SlotProps) {
  if (!isValidElement<ComponentProps<"button">>(children)) return null;
  return cloneElement(children, {
    ...props,
    ...children.props,
    className: cn(className, children.props.className),
  });
}
