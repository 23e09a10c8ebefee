import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { UnreadCount } from "./unread-count";
import { ADMIN_NAVIGATION, MAIN_NAVIGATION, type NavigationItem } from "./navigation";

interface NavigationListProps {
  /** Null before the path is known: nothing is marked. */
  pathname: string | null;
  isAdmin: boolean;
  onNavigate?: () => void;
}

/** The pages; Admin below a rule, for those who may. */
export function NavigationList({ pathname, isAdmin, onNavigate }: NavigationListProps) {
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
