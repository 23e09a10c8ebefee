"use client";

import { PanelLeft } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { SIDEBAR_COOKIE } from "./sidebar-cookie";
import { Wordmark } from "./wordmark";

const YEAR_SECONDS = 365 * 24 * 3_600;

interface SidebarFrameProps {
  isCollapsedAtFirst: boolean;
  navigation: ReactNode;
  account: ReactNode;
}

/** The desktop's sidebar: icons and words, or icons alone. */
export function SidebarFrame({ isCollapsedAtFirst, navigation, account }: SidebarFrameProps) {
  const [isCollapsed, setCollapsed] = useState(isCollapsedAtFirst);
  const state = isCollapsed ? "collapsed" : "expanded";
  const label = isCollapsed ? "Expand sidebar" : "Collapse sidebar";

  function toggle() {
    setCollapsed(!isCollapsed);
    const next = isCollapsed ? "expanded" : "collapsed";
    document.cookie = `${SIDEBAR_COOKIE}=${next}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  }

  return (
    <aside
      data-sidebar={state}
      className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-r bg-sidebar md:flex md:sidebar-collapsed:w-14"
    >
      <div className="flex h-14 items-center justify-between px-4">
        <Wordmark />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto py-2">{navigation}</div>
      <div className="grid gap-1 border-t p-2">
        {account}
        <Button
          variant="quiet"
          size="sm"
          className="h-8! justify-start! gap-2.5! px-2.5! font-normal! sidebar-collapsed:justify-center!"
          aria-expanded={!isCollapsed}
          title={label}
          onClick={toggle}
        >
          <PanelLeft aria-hidden />
          <span className="sidebar-collapsed:sr-only">{label}</span>
        </Button>
      </div>
    </aside>
  );
}
