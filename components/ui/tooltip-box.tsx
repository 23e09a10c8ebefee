"use client";

import { useLayoutEffect, useRef, type ReactNode, type RefObject } from "react";
import { cn } from "./cn";
import { placeTooltip } from "./place-tooltip";

interface TooltipBoxProps {
  id: string;
  /** What it explains, and stands beside. */
  trigger: RefObject<HTMLElement | null>;
  onPointerEnter: () => void;
  onPointerLeave: () => void;
  className?: string;
  children: ReactNode;
}

/** The words of a tooltip that is open, in their place on the screen. */
export function TooltipBox(props: TooltipBoxProps) {
  const { id, trigger, onPointerEnter, onPointerLeave, className, children } = props;
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (!box.current || !trigger.current) return;
    const screen = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const place = placeTooltip(
      trigger.current.getBoundingClientRect(),
      box.current.getBoundingClientRect(),
      screen,
    );
    box.current.style.translate = `${place.left}px ${place.top}px`;
  }, [trigger]);

  return (
    <div
      ref={box}
      id={id}
      role="tooltip"
      data-slot="tooltip-content"
      className={cn(
        "fixed top-0 left-0 z-50 w-max max-w-[min(18rem,calc(100vw-1rem))] rounded-md border bg-popover px-2.5 py-1.5 text-xs text-popover-foreground shadow-popover",
        className,
      )}
      onPointerEnter={onPointerEnter}
      onPointerLeave={onPointerLeave}
    >
      {children}
    </div>
  );
}
