"use client";

import { usePathname } from "next/navigation";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { canReadAdministration } from "@/lib/auth/policy";
import { AccountMenu, type FrameViewer } from "./account-menu";
import {
  findDialogOpener,
  setFrameDialog,
  setNavigationOpen,
  useFrameDialog,
  useNavigationOpen,
} from "./frame-state";
import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useShortcuts } from "./use-shortcuts";
import { PanelLeft } from "lucide-react";
import { Button } from "@/components/ui/button";
import { SIDEBAR_COOKIE } from "./sidebar-cookie";
import { Wordmark } from "./wordmark";
import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { ADMIN_NAVIGATION, MAIN_NAVIGATION, type NavigationItem } from "./navigation";
import { useUnreadAlerts } from "./use-unread-alerts";

const YEAR_SECONDS = 365 * 24 * 3_600;

interface SidebarFrameProps {
  isCollapsedAtFirst: boolean;
  navigation: ReactNode;
  account: ReactNode;
}

/** The desktop's sidebar: icons and words, or icons alone. */
function SidebarFrame({ isCollapsedAtFirst, navigation, account }: SidebarFrameProps) {
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

const CommandPalette = dynamic(
  () => import("./command-palette").then((module) => module.CommandPalette),
  { ssr: false },
);
const ShortcutsDialog = dynamic(
  () => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog),
  { ssr: false },
);

/** Listens for the frame's keys; its dialogs are fetched when they are first asked for. */
function FrameDialogs({ isAdmin }: { isAdmin: boolean }) {
  const dialog = useFrameDialog();
  useShortcuts();
  useFocusReturn(dialog !== null);
  const close = () => setFrameDialog(null);
  return (
    <>
      {dialog === "palette" && <CommandPalette isAdmin={isAdmin} onClose={close} />}
      {dialog === "shortcuts" && <ShortcutsDialog onClose={close} />}
    </>
  );
}

/** These dialogs have no trigger that could take the focus back: it returns to where it was. */
function useFocusReturn(isOpen: boolean): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) findDialogOpener()?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
}

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

interface NavigationListProps {
  /** Null before the path is known: nothing is marked. */
  pathname: string | null;
  isAdmin: boolean;
  onNavigate?: () => void;
}

/** The pages; Admin below a rule, for those who may. */
function NavigationList({ pathname, isAdmin, onNavigate }: NavigationListProps) {
  const renderItem = (item: NavigationItem) => (
    <li key={item.href}>
      <NavigationLink
        item={item}
        isCurrent={isWithin(pathname, item.href)}
        onNavigate={onNavigate}
      />
    </li>
  );
  return (
    <nav aria-label="Main" className="flex flex-col gap-3 px-2">
      <ul className="grid gap-0.5">{MAIN_NAVIGATION.map(renderItem)}</ul>
      {isAdmin && (
        <div className="border-t pt-3">
          <p className="px-2 pb-1 text-xs text-muted-foreground sidebar-collapsed:sr-only">Admin</p>
          <ul className="grid gap-0.5">{ADMIN_NAVIGATION.map(renderItem)}</ul>
        </div>
      )}
    </nav>
  );
}

function isWithin(pathname: string | null, href: string): boolean {
  return pathname === href || (pathname?.startsWith(`${href}/`) ?? false);
}

interface NavigationLinkProps {
  item: NavigationItem;
  isCurrent: boolean;
  onNavigate?: () => void;
}

function NavigationLink({ item, isCurrent, onNavigate }: NavigationLinkProps) {
  const Icon = item.icon;
  return (
    <Link
      href={item.href}
      prefetch={false}
      title={item.label}
      aria-current={isCurrent ? "page" : undefined}
      onClick={onNavigate}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm hover:bg-accent hover:text-foreground",
        isCurrent ? "bg-accent font-medium text-foreground" : "text-muted-foreground",
      )}
    >
      <Icon aria-hidden className={cn("size-4 shrink-0", isCurrent && "text-brand")} />
      <span className="sidebar-collapsed:sr-only">{item.label}</span>
      {item.hasUnread && <UnreadCount />}
    </Link>
  );
}

/** Behind the word "Alerts": how many are new; nothing when none is. */
function UnreadCount() {
  const { count, shown } = useUnreadAlerts();
  if (count === 0) return null;
  return (
    <span className="ml-auto rounded-full bg-muted px-1.5 text-2xs font-medium text-foreground tabular-nums sidebar-collapsed:hidden">
      {shown}
      <span className="sr-only"> new</span>
    </span>
  );
}
