import {
  Activity,
  Bell,
  ChartNoAxesCombined,
  Gauge,
  History,
  Key,
  PlugZap,
  SquareTerminal,
  Users,
  UsersRound,
  Wallet,
  type LucideIcon,
} from "lucide-react";
import type { Route } from "next";

export interface NavigationItem {
  href: Route;
  label: string;
  icon: LucideIcon;
  /** Shows how many came since the viewer last looked. */
  hasUnread?: boolean;
}

/** Only pages that exist; the order is the order of work. */
export const MAIN_NAVIGATION: readonly NavigationItem[] = [
  { href: "/usage", label: "Usage", icon: Gauge },
  { href: "/budgets", label: "Budgets", icon: Wallet },
  { href: "/alerts", label: "Alerts", icon: Bell, hasUnread: true },
  { href: "/people", label: "People", icon: Users },
  { href: "/analytics", label: "Analytics", icon: ChartNoAxesCombined },
  { href: "/coding", label: "Coding agents", icon: SquareTerminal },
];

/** For platform admins and auditors. */
export const ADMIN_NAVIGATION: readonly NavigationItem[] = [
  { href: "/admin/accounts", label: "Accounts", icon: UsersRound },
  { href: "/admin/tokens", label: "API tokens", icon: Key },
  { href: "/admin/audit", label: "Audit log", icon: History },
  { href: "/admin/sync", label: "Sync", icon: Activity },
  { href: "/admin/connection", label: "Connection", icon: PlugZap },
];
