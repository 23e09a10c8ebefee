import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Card } from "@/components/ui/card";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { formatCount } from "@/lib/format";
import { formatScore } from "@/lib/format-details";
import type { LeaderboardOverview, LeaderboardRow } from "@/lib/analytics/board-schema";
import { ANALYTICS_KEY } from "@/lib/analytics/queries";
import { postJson } from "@/lib/http/api-client";
import { findNextTier, INTENT_LABELS, TIER_LABELS } from "@/lib/analytics/dimensions";
import { RankChange, TierBadge } from "./board-marks";

/** People, average and top score over who may be seen. */
export function BoardCards({ overview }: { overview: LeaderboardOverview }) {
  const tierOf = (name: string) => overview.tiers.find(({ tier }) => tier === name)?.people;
  const cards = [
    { label: "People", value: formatCount(overview.people) },
    { label: "Average score", value: formatScore(overview.average_score) },
    { label: "Top score", value: formatScore(overview.top_score) },
    { label: "Pioneers", value: formatCount(tierOf("pioneer")) },
    { label: "Experts", value: formatCount(tierOf("expert")) },
  ];
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5" aria-label="Overview">
      {cards.map((card) => (
        <li key={card.label}>
          <Card className="px-3.5 py-3">
            <p className="text-xs font-medium text-muted-foreground">{card.label}</p>
            <p className="text-xl font-semibold tracking-tight tabular-nums">{card.value}</p>
          </Card>
        </li>
      ))}
    </ul>
  );
}

/** Whether others may see the viewer's name on the leaderboard. */
function useNameSharing() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isShared: boolean) =>
      postJson("/api/portal/analytics/leaderboard/me", { is_name_shared: isShared }),
    onSuccess: () => client.invalidateQueries({ queryKey: ANALYTICS_KEY }),
  });
}

interface MyPlaceProps {
  me: LeaderboardRow;
  overview: LeaderboardOverview;
  onOpen: () => void;
}

/** The viewer's own score, tier and the way to what would raise it; and whether others may see the name. */
export function MyPlace({ me, overview, onOpen }: MyPlaceProps) {
  const sharing = useNameSharing();
  const next = findNextTier(me.score);
  return (
    <Card className="flex flex-wrap items-center gap-x-8 gap-y-3 px-4 py-3" aria-label="Your score">
      <div>
        <p className="text-xs font-medium text-muted-foreground">Your score</p>
        <p className="text-2xl font-semibold tracking-tight tabular-nums">
          {formatScore(me.score)}
        </p>
      </div>
      <div className="grid gap-1 text-sm">
        <span className="flex items-center gap-2">
          <TierBadge tier={me.tier} />
          {INTENT_LABELS[me.intent] ?? me.intent}
        </span>
        <span className="text-xs text-muted-foreground">
          Rank {formatCount(me.rank)} <RankChange change={me.rank_change} unit="places" />
          {next &&
            ` · ${formatScore(next.missing)} points to ${TIER_LABELS[next.tier] ?? next.tier}`}
        </span>
      </div>
      <button
        type="button"
        onClick={onOpen}
        className="text-sm font-medium text-brand hover:underline"
      >
        What would raise it most
      </button>
      {overview.names === "opt-in" && (
        <div className="ml-auto flex items-center gap-2 text-sm">
          <Switch
            id="share-my-name"
            checked={overview.is_my_name_shared}
            disabled={sharing.isPending}
            onCheckedChange={(isOn) => sharing.mutate(isOn)}
          />
          <Label htmlFor="share-my-name">Show my name to others</Label>
        </div>
      )}
      {sharing.error && (
        <ErrorNotice error={sharing.error} onRetry={() => sharing.reset()} isRetrying={false} />
      )}
    </Card>
  );
}
