"use client";

import { Menu } from "lucide-react";
import { Button } from "@/components/ui/button";
import { setNavigationOpen } from "./frame-state";

/** Opens the navigation on a phone. */
export function MenuButton() {
  return (
    <Button
      variant="ghost"
      size="icon"
      className="-ml-2 md:hidden"
      aria-label="Open the navigation"
      onClick={() => setNavigationOpen(true)}
    >
      <Menu aria-hidden />
    </Button>
  );
}
