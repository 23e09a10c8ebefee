"use client";

import { formatCount, formatPercent } from "@/lib/format";
import { formatPoints, formatScore } from "@/lib/format-details";
import type { LeaderboardPerson, PersonDimension } from "@/lib/analytics/board-schema";
import { INTENT_LABELS } from "@/lib/analytics/dimensions";
import { insightQueries } from "@/lib/analytics/queries";
import { RankChange, TierBadge } from "./board-marks";
import { PersonDialog } from "./person-dialog";
import type { AnalyticsUrl } from "./use-analytics-url";
import { useRead } from "@/lib/query/use-read";

interface BoardPersonProps {
  url: AnalyticsUrl;
  personRef: string;
}

/** One person's six dimensions beside the average and the last month, and what would raise the score most. */
export function BoardPerson({ url, personRef }: BoardPersonProps) {
  const asked = { view: url.view, season: url.season, personRef };
  return (
    <PersonDialog
      query={useRead(insightQueries.boardPerson.options(asked))}
      csvHref={insightQueries.boardPerson.toCsvPath(asked)}
      onClose={url.closePerson}
      className="max-w-2xl!"
      toTitle={(data) => data?.person.name ?? "Score"}
      toDescription={(data) =>
        data
          ? `${data.board.period_label}, rank ${formatCount(data.person.rank)} of ${formatCount(data.people)}`
          : "Six dimensions, each out of 100"
      }
    >
      {(data) => <PersonBody person={data} />}
    </PersonDialog>
  );
}

function PersonBody({ person: detail }: { person: LeaderboardPerson }) {
  const { person, dimensions, advice } = detail;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <span className="text-3xl font-semibold tracking-tight tabular-nums">
          {formatScore(person.score)}
        </span>
        <span className="flex items-center gap-2 text-sm">
          <TierBadge tier={person.tier} /> {INTENT_LABELS[person.intent] ?? person.intent}
        </span>
        <span className="text-sm text-muted-foreground">
          <RankChange change={person.rank_change} unit="places" /> places,{" "}
          <RankChange change={person.score_change} unit="points" format={formatScore} /> points
        </span>
      </div>
      {advice.length > 0 && (
        <section aria-label="What would raise the score most" className="rounded-lg bg-muted p-3">
          <h3 className="text-sm font-medium">What would raise it most</h3>
          <ul className="mt-1 grid gap-1 text-sm">
            {advice.map((one) => (
              <li key={one.label} className="flex justify-between gap-4">
                <span>
                  {one.label}{" "}
                  <span className="text-muted-foreground">{one.dimension.toUpperCase()}</span>
                </span>
                <span className="tabular-nums">up to +{formatPoints(one.points)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ul className="grid gap-3">
        {dimensions.map((dimension) => (
          <li key={dimension.id}>
            <Dimension dimension={dimension} lastSeason={detail.last_season_label} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface DimensionProps {
  dimension: PersonDimension;
  lastSeason: string | null;
}

function Dimension({ dimension, lastSeason }: DimensionProps) {
  const { score, average, last_season: before, components } = dimension;
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <h3 className="font-medium">
          {dimension.id.toUpperCase()} {dimension.label}{" "}
          <span className="text-xs font-normal text-muted-foreground">
            {formatPercent(dimension.weight)} of the score
          </span>
        </h3>
        <span className="tabular-nums">
          {formatPoints(score)}{" "}
          <span className="text-xs text-muted-foreground">
            average {formatPoints(average)}
            {lastSeason && ` · ${lastSeason} ${formatPoints(before)}`}
          </span>
        </span>
      </div>
      <div aria-hidden className="relative h-2 rounded-full bg-muted">
        <span
          className="absolute inset-y-0 left-0 rounded-full bg-(--series-1)"
          style={{ width: `${Math.min(100, score)}%` }}
        />
        {average !== null && (
          <span
            className="absolute -inset-y-0.5 w-0.5 bg-foreground"
            style={{ left: `${Math.min(100, average)}%` }}
          />
        )}
      </div>
      {components && components.length > 0 ? (
        <details className="text-sm">
          <summary className="w-fit cursor-pointer text-xs text-muted-foreground hover:text-foreground">
            {components.length} components
          </summary>
          <ul className="mt-1 grid gap-1 pl-3">
            {components.map((part) => (
              <li key={part.key} className="flex flex-wrap justify-between gap-x-4">
                <span>
                  {part.label}{" "}
                  <span className="text-xs text-muted-foreground">
                    {formatPercent(part.weight)} · {part.evidence}
                  </span>
                </span>
                <span className="tabular-nums">{formatPoints(part.score)}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : (
        <p className="text-xs text-muted-foreground">
          Its components are read one person after the other; these are not there yet.
        </p>
      )}
    </div>
  );
}
