"use client";

import { PanelLeft } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useSidebarCollapsed } from "./frame-state";

/** Makes the sidebar narrow or wide. */
export function SidebarToggle() {
  const [isCollapsed, toggle] = useSidebarCollapsed();
  const label = isCollapsed ? "Expand sidebar" : "Collapse sidebar";
  return (
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
  );
}
