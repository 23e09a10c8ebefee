"use client";

import dynamic from "next/dynamic";
import {
  createContext,
  use,
  useEffect,
  useId,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
  type RefObject,
} from "react";
import { createPortal } from "react-dom";

const OPEN_DELAY_MS = 150;
const CLOSE_DELAY_MS = 120;

const LazyTooltipBox = dynamic(() => import("./tooltip-box").then((module) => module.TooltipBox), {
  ssr: false,
});

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
  const { id, isOpen, trigger, plan } = useTooltip();
  if (!isOpen) return null;
  // Inside the main landmark, but for a modal dialog, behind which the landmark is inert.
  const isInDialog = trigger.current?.closest("[role='dialog']") != null;
  const content = isInDialog ? null : document.getElementById("content");
  const box = (
    <LazyTooltipBox
      {...props}
      {...{ id, trigger }}
      onPointerEnter={() => plan(true)}
      onPointerLeave={() => plan(false, CLOSE_DELAY_MS)}
    />
  );
  return createPortal(box, content ?? document.body);
}
