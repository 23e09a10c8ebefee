import { Badge } from "@/components/ui/badge";
import { formatCount, formatCountOf } from "@/lib/format";
import { DIMENSION_LABELS, INTENT_LABELS, TIER_LABELS } from "@/lib/analytics/dimensions";
import type { CohortPerson } from "@/lib/people/schema";

/** The colours of the exported page, in both themes. */
const DIMENSION_COLORS = {
  d1: "var(--series-total)",
  d2: "var(--series-cli)",
  d3: "var(--series-web)",
  d4: "var(--series-premium)",
  d5: "var(--series-d5)",
  d6: "var(--series-d6)",
} as const;
const DIMENSIONS = ["d1", "d2", "d3", "d4", "d5", "d6"] as const;

type Insight = NonNullable<CohortPerson["insight"]>;

function toWords(text: string): string {
  const words = text.replaceAll("_", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** A person's place among the champions and work on the command line, where the analytics know of it. */
export function PersonInsights({ insight }: { insight: Insight }) {
  return (
    <div className="grid gap-4">
      {insight.leaderboard && <Champion place={insight.leaderboard} />}
      {insight.cli && <CliActivity cli={insight.cli} />}
    </div>
  );
}

function Champion({ place }: { place: NonNullable<Insight["leaderboard"]> }) {
  return (
    <section aria-label="Champion profile" className="grid gap-2">
      <h3 className="text-sm font-medium">Champion profile</h3>
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone="brand">{TIER_LABELS[place.tier] ?? toWords(place.tier)}</Badge>
        <span>{INTENT_LABELS[place.intent] ?? toWords(place.intent)}</span>
        <span className="text-muted-foreground">
          {formatCount(place.score)} of 100, rank {formatCount(place.rank)}
        </span>
      </p>
      <dl className="grid gap-1 text-xs">
        {DIMENSIONS.map((id) => ({ id, score: place.dimensions[id] })).map(({ id, score }) => (
          <div key={id} className="grid grid-cols-[11rem_1fr_2.5rem] items-center gap-2">
            <dt className="truncate">
              <span className="uppercase">{id}</span> {DIMENSION_LABELS[id]}
            </dt>
            <dd aria-hidden className="h-1.5 overflow-hidden rounded-full bg-muted">
              <div
                className="h-full rounded-full"
                style={{
                  width: `${Math.min(100, Math.max(0, score))}%`,
                  backgroundColor: DIMENSION_COLORS[id],
                }}
              />
            </dd>
            <dd className="text-right">{formatCount(score)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function CliActivity({ cli }: { cli: NonNullable<Insight["cli"]> }) {
  return (
    <section aria-label="CLI activity" className="grid gap-1 text-sm">
      <h3 className="text-sm font-medium">CLI activity, last 30 days</h3>
      <p>
        {cli.classification && `${toWords(cli.classification)} · `}
        {formatCountOf(cli.sessions, "session")} · +{formatCount(cli.lines_added)} −
        {formatCount(cli.lines_removed)} lines, net {formatCount(cli.net_lines)}
      </p>
    </section>
  );
}
