import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { AlertBell } from "./alert-bell";
import { HeaderSheet } from "./header-sheet";
import { MenuButton } from "./menu-button";

export interface PageControls {
  range?: ReactNode;
  compare?: ReactNode;
  filters?: ReactNode;
  freshness?: ReactNode;
  refresh?: ReactNode;
  export?: ReactNode;
}

interface PageHeaderProps {
  title: string;
  /** A menu that names the title and leads to its siblings; stands in for the title. */
  switcher?: ReactNode;
  controls?: PageControls;
  /** How many controls differ from their default; the phone's button counts them. */
  activeCount?: number;
}

/** The one line over a page: what it is, then what shapes it, always in the same order. Sticks. */
export function PageHeader({ title, switcher, controls, activeCount = 0 }: PageHeaderProps) {
  const { range, compare, filters, freshness, refresh } = controls ?? {};
  const isFoldable = [range, compare, filters, controls?.export].some(Boolean);
  return (
    <>
      <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b bg-background/90 px-4 backdrop-blur-sm md:px-6">
        <MenuButton />
        {switcher ?? <h1 className="truncate text-base font-semibold tracking-tight">{title}</h1>}
        <div className="flex-1" />
        <div className={cn("items-center gap-2", isFoldable ? "hidden lg:flex" : "flex")}>
          {range}
          {compare}
          {filters}
          <div className="hidden lg:block">{freshness}</div>
          {refresh}
          {controls?.export}
        </div>
        <AlertBell />
        {isFoldable && (
          <div className="lg:hidden">
            <HeaderSheet count={activeCount}>
              {range}
              {compare}
              {filters}
              {refresh}
              {controls?.export}
            </HeaderSheet>
          </div>
        )}
      </header>
      {freshness && <div className="flex px-2.5 pt-2 md:px-4.5 lg:hidden">{freshness}</div>}
    </>
  );
}
