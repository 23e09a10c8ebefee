"use client";

import { usePathname } from "next/navigation";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { canReadAdministration } from "@/lib/auth/policy";
import { AccountMenu, type FrameViewer } from "./account-menu";
import { FrameDialogs } from "./frame-dialogs";
import { setNavigationOpen, useNavigationOpen } from "./frame-state";
import { NavigationList } from "./navigation-list";
import { SidebarFrame } from "./sidebar-frame";

interface SidebarProps {
  viewer: FrameViewer;
  isCollapsed: boolean;
}

/** The frame's navigation for a viewer: sidebar, the phone's sheet, shortcuts and palette. */
export function Sidebar({ viewer, isCollapsed }: SidebarProps) {
  const pathname = usePathname();
  const isOpen = useNavigationOpen();
  const isAdmin = canReadAdministration(viewer);
  return (
    <>
      <SidebarFrame
        isCollapsedAtFirst={isCollapsed}
        navigation={<NavigationList pathname={pathname} isAdmin={isAdmin} />}
        account={<AccountMenu viewer={viewer} />}
      />
      <Sheet open={isOpen} onOpenChange={setNavigationOpen}>
        <SheetContent side="left" title="Tokenroll">
          <div className="flex-1 py-2">
            <NavigationList
              pathname={pathname}
              isAdmin={isAdmin}
              onNavigate={() => setNavigationOpen(false)}
            />
          </div>
          <div className="border-t p-2">
            <AccountMenu viewer={viewer} />
          </div>
        </SheetContent>
      </Sheet>
      <FrameDialogs isAdmin={isAdmin} />
    </>
  );
}
