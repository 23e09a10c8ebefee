import { useId, type ReactNode } from "react";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";

export interface PanelProps {
  /** States what the panel shows. */
  title: string;
  /** Leaves the heading to screen readers, where a toolbar stands in its place. */
  isTitleHidden?: boolean;
  /** In which unit, `USD per UTC day`. */
  unit?: string;
  /** Beside the title: a stale or partial mark. */
  marker?: ReactNode;
  /** On the right: what shapes only this panel. */
  actions?: ReactNode;
  /** Shows a thin line while figures are read again; never blanks what is shown. */
  isReloading?: boolean;
  /** The content reaches the card's edges, as tables do. */
  isFlush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A card with a heading, its unit and its own controls. */
export function Panel(props: PanelProps) {
  const { title, unit, marker, actions, isReloading = false, isFlush = false } = props;
  const { isTitleHidden = false } = props;
  const headingId = useId();
  return (
    <Card
      aria-labelledby={headingId}
      aria-busy={isReloading}
      className={cn("relative flex min-w-0 flex-col overflow-clip", props.className)}
    >
      {isReloading && <div aria-hidden className="absolute inset-x-0 top-0 h-0.5 reload-line" />}
      {isTitleHidden ? (
        <h2 id={headingId} className="sr-only">
          {title}
        </h2>
      ) : (
        <CardHeader className="flex-wrap gap-y-1">
          <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
            <CardTitle id={headingId}>{title}</CardTitle>
            {unit && <span className="text-xs text-muted-foreground">{unit}</span>}
            {marker}
          </div>
          {actions && <div className="flex items-center gap-1">{actions}</div>}
        </CardHeader>
      )}
      <div className={cn("flex min-w-0 flex-1 flex-col", !isFlush && "px-4 pb-4")}>
        {props.children}
      </div>
    </Card>
  );
}
