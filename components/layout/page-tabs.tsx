import { cn } from "@/components/ui/cn";

interface PageTabsProps<Tab extends string> {
  /** What the sides are of. */
  label: string;
  /** In reading order. */
  tabs: readonly Tab[];
  names: Record<Tab, string>;
  tab: Tab;
  onChange: (tab: Tab) => void;
  className?: string;
}

/** A page's sides; its filters stay when another is opened. */
export function PageTabs<Tab extends string>(props: PageTabsProps<Tab>) {
  return (
    <nav
      aria-label={props.label}
      className={cn("flex max-w-full gap-1 overflow-x-auto", props.className)}
    >
      {props.tabs.map((one) => (
        <button
          key={one}
          type="button"
          aria-current={one === props.tab ? "page" : undefined}
          onClick={() => props.onChange(one)}
          className={cn(
            "border-b-2 px-3 py-2 text-sm font-medium whitespace-nowrap",
            one === props.tab
              ? "border-brand text-foreground"
              : "border-transparent text-muted-foreground hover:text-foreground",
          )}
        >
          {props.names[one]}
        </button>
      ))}
    </nav>
  );
}
