"use client";

import {
  createContext,
  use,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
  type RefObject,
} from "react";
import { createPortal } from "react-dom";
import { cn } from "./cn";
import { placeTooltip } from "./place-tooltip";

const OPEN_DELAY_MS = 150;
const CLOSE_DELAY_MS = 120;

interface TooltipState {
  id: string;
  isOpen: boolean;
  trigger: RefObject<HTMLButtonElement | null>;
  /** Opens or closes after a moment, so that the pointer can move from the trigger to the words. */
  plan: (isOpen: boolean, delayMs?: number) => void;
}

const TooltipContext = createContext<TooltipState | null>(null);

function useTooltip(): TooltipState {
  const state = use(TooltipContext);
  if (state === null) throw new Error("A tooltip's part stands outside of <Tooltip>.");
  return state;
}

/** Words that hover, keyboard focus and touch open, and Escape closes. */
export function Tooltip({ children }: { children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function plan(next: boolean, delayMs = 0) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsOpen(next), delayMs);
  }

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.key === "Escape") setIsOpen(false);
    };
    window.addEventListener("keydown", close);
    window.addEventListener("scroll", close, { capture: true, passive: true });
    return () => {
      window.removeEventListener("keydown", close);
      window.removeEventListener("scroll", close, { capture: true });
    };
  }, [isOpen]);

  return <TooltipContext value={{ id, isOpen, trigger, plan }}>{children}</TooltipContext>;
}

/** A button, so that the words can be reached by key. */
export function TooltipTrigger(props: Omit<ComponentProps<"button">, "type" | "ref">) {
  const { id, isOpen, trigger, plan } = useTooltip();
  return (
    <button
      {...props}
      type="button"
      ref={trigger}
      aria-describedby={isOpen ? id : undefined}
      onPointerEnter={() => plan(true, OPEN_DELAY_MS)}
      onPointerLeave={() => plan(false, CLOSE_DELAY_MS)}
      onFocus={() => plan(true)}
      onBlur={() => plan(false)}
      onClick={() => plan(true)}
    />
  );
}

export function TooltipContent(props: { children: ReactNode; className?: string }) {
  const { isOpen, trigger } = useTooltip();
  if (!isOpen) return null;
  // Inside the main landmark, but for a modal dialog, behind which the landmark is inert.
  const isInDialog = trigger.current?.closest("[role='dialog']") != null;
  const content = isInDialog ? null : document.getElementById("content");
  return createPortal(<TooltipBox {...props} />, content ?? document.body);
}

function TooltipBox({ className, children }: { children: ReactNode; className?: string }) {
  const { id, trigger, plan } = useTooltip();
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
      onPointerEnter={() => plan(true)}
      onPointerLeave={() => plan(false, CLOSE_DELAY_MS)}
      className={cn(
        "fixed top-0 left-0 z-50 w-max max-w-[min(18rem,calc(100vw-1rem))] rounded-md border bg-popover px-2.5 py-1.5 text-xs text-popover-foreground shadow-popover",
        className,
      )}
    >
      {children}
    </div>
  );
}
