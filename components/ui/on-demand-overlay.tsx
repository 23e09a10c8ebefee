"use client";

import {
  createContext,
  use,
  useEffect,
  useState,
  type ComponentProps,
  type ComponentType,
  type ReactNode,
} from "react";
import { Slot } from "./slot";

interface RootProps {
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  children?: ReactNode;
}

interface TriggerProps extends ComponentProps<"button"> {
  asChild?: boolean;
}

interface OverlayParts {
  Root: ComponentType<RootProps & { defaultOpen?: boolean; modal?: boolean }>;
  Trigger: ComponentType<TriggerProps>;
}

interface OverlaySettings {
  popup: "menu" | "dialog";
  isModal: boolean;
}

/**
 * A Radix overlay whose code is fetched when a pointer or the focus reaches its trigger, and drawn
 * when it is first opened: a page's first load carries no menus. `useParts` is null until then.
 */
export function createOnDemandOverlay<Parts extends OverlayParts>(
  load: () => Promise<Parts>,
  { popup, isModal }: OverlaySettings,
) {
  const Context = createContext<{ parts: Parts | null; open: () => void }>({
    parts: null,
    open: () => undefined,
  });
  let loading: Promise<Parts> | null = null;

  function fetchParts(): Promise<Parts> {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  function Root({ children, ...props }: RootProps) {
    const [parts, setParts] = useState<Parts | null>(null);
    const isControlled = props.open !== undefined;
    const isWanted = props.open === true && parts === null;

    useEffect(() => {
      if (isWanted) void fetchParts().then((loaded) => setParts(loaded));
    }, [isWanted]);

    const open = () =>
      void fetchParts().then((loaded) => {
        setParts(loaded);
        props.onOpenChange?.(true);
      });

    if (parts === null) return <Context value={{ parts, open }}>{children}</Context>;
    return (
      <Context value={{ parts, open }}>
        <parts.Root modal={isModal} {...(isControlled ? {} : { defaultOpen: true })} {...props}>
          {children}
        </parts.Root>
      </Context>
    );
  }

  function Trigger({ asChild = false, ...props }: TriggerProps) {
    const { parts, open } = use(Context);
    if (parts !== null) return <parts.Trigger asChild={asChild} {...props} />;
    const Component = asChild ? Slot : "button";
    return (
      <Component
        {...(asChild ? {} : { type: "button" })}
        aria-haspopup={popup}
        aria-expanded={false}
        data-state="closed"
        {...props}
        onClick={open}
        onPointerEnter={() => void fetchParts()}
        onFocus={() => void fetchParts()}
      />
    );
  }

  return { Root, Trigger, useParts: () => use(Context).parts };
}
