import type { CSSProperties, ReactNode } from "react";

interface ScrollRegionProps {
  label: string;
  className?: string;
  style?: CSSProperties;
  children: ReactNode;
}

/** What scrolls without anything in it to focus must take the focus itself, or keys cannot scroll it. */
const KEYBOARD_SCROLLABLE = { role: "region", tabIndex: 0 } as const;

/** A named part of the page that scrolls by pointer and by key. */
export function ScrollRegion({ label, className, style, children }: ScrollRegionProps) {
  return (
    <div aria-label={label} className={className} style={style} {...KEYBOARD_SCROLLABLE}>
      {children}
    </div>
  );
}
