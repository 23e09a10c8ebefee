import { Badge } from "@/components/ui/badge";
import { formatCount, formatCountOf } from "@/lib/format";
import type { CohortPerson } from "@/lib/people/schema";

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
        <Badge tone="brand">{toWords(place.tier)}</Badge>
        <span>{toWords(place.intent)}</span>
        <span className="text-muted-foreground">
          {formatCount(place.score)} of 100, rank {formatCount(place.rank)}
        </span>
      </p>
      <dl className="grid gap-1 text-xs">
        {Object.entries(place.dimensions).map(([id, score]) => (
          <div key={id} className="grid grid-cols-[2rem_1fr_2.5rem] items-center gap-2">
            <dt className="uppercase">{id}</dt>
            <dd aria-hidden className="h-1.5 overflow-hidden rounded-full bg-muted">
              <div
                className="h-full rounded-full bg-series-tokens"
                style={{ width: `${Math.min(100, Math.max(0, score))}%` }}
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
