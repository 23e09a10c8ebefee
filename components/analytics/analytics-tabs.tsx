import { cn } from "@/components/ui/cn";
import { TABS, type AnalyticsTab } from "./analytics-search-params";

const LABELS: Record<AnalyticsTab, string> = {
  insights: "Insights",
  cli: "CLI insights",
  leaderboard: "Leaderboard",
};

interface AnalyticsTabsProps {
  tab: AnalyticsTab;
  onChange: (tab: AnalyticsTab) => void;
}

/** The page's three sides; the filters stay when another is opened. */
export function AnalyticsTabs({ tab, onChange }: AnalyticsTabsProps) {
  return (
    <nav aria-label="Analytics" className="flex max-w-full gap-1 overflow-x-auto">
      {TABS.map((one) => (
        <button
          key={one}
          type="button"
          aria-current={one === tab ? "page" : undefined}
          onClick={() => onChange(one)}
          className={cn(
            "border-b-2 px-3 py-2 text-sm font-medium whitespace-nowrap",
            one === tab
              ? "border-brand text-foreground"
              : "border-transparent text-muted-foreground hover:text-foreground",
          )}
        >
          {LABELS[one]}
        </button>
      ))}
    </nav>
  );
}
