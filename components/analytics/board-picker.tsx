"use client";

import { NativeSelect } from "@/components/ui/native-select";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import type { LeaderboardOverview } from "@/lib/analytics/board-schema";
import type { AnalyticsUrl } from "./use-analytics-url";

const VIEWS = [
  { view: "current", label: "Current 30 days" },
  { view: "monthly", label: "Months" },
  { view: "quarterly", label: "Quarters" },
] as const;

interface BoardPickerProps {
  url: AnalyticsUrl;
  overview: LeaderboardOverview | undefined;
}

/** Which board: the rolling one, or a closed month or quarter. */
export function BoardPicker({ url, overview }: BoardPickerProps) {
  const seasons = url.view === "current" ? [] : (overview?.seasons[url.view] ?? []);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ToggleGroup
        aria-label="Which leaderboard"
        value={url.view}
        onValueChange={(next) => {
          const chosen = VIEWS.find(({ view }) => view === next);
          if (chosen) url.setBoard(chosen.view, "");
        }}
      >
        {VIEWS.map(({ view, label }) => (
          <ToggleGroupItem key={view} value={view}>
            {label}
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
      {url.view !== "current" && (
        <NativeSelect
          aria-label="Season"
          value={overview?.board?.season_key ?? url.season}
          onChange={(event) => url.setBoard(url.view, event.target.value)}
        >
          {seasons.length === 0 && <option value="">No season is closed yet</option>}
          {seasons.map((season) => (
            <option key={season.season_key} value={season.season_key}>
              {season.period_label}
            </option>
          ))}
        </NativeSelect>
      )}
    </div>
  );
}
