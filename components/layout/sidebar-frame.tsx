import type { ReactNode } from "react";
import { SidebarToggle } from "./sidebar-toggle";
import { Wordmark } from "./wordmark";

interface SidebarFrameProps {
  navigation: ReactNode;
  account: ReactNode;
}

/** The desktop's sidebar: icons and words, or icons alone. */
export function SidebarFrame({ navigation, account }: SidebarFrameProps) {
  return (
    <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-r bg-sidebar md:flex md:sidebar-collapsed:w-14">
      <div className="flex h-14 items-center justify-between px-4">
        <Wordmark />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto py-2">{navigation}</div>
      <div className="grid gap-1 border-t p-2">
        {account}
        <SidebarToggle />
      </div>
    </aside>
  );
}
