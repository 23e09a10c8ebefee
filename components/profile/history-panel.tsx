"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { AccountFigures } from "@/components/charts/account-figures";
import { ACCOUNT_SERIES, toAccountWords } from "@/components/charts/account-series";
import { ChartFrame } from "@/components/charts/chart-frame";
import { SeriesKey } from "@/components/charts/series-key";
import type { StackBar } from "@/components/charts/stacked-bars";
import { StackedColumns } from "@/components/charts/stacked-columns";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import { formatDay, formatUsd } from "@/lib/format";
import { formatWeekday } from "@/lib/format-details";
import { addRoundedUsd } from "@/lib/micro-usd";
import { spendingQueries } from "@/lib/spending/queries";
import type { SpendDay, SpendHistory } from "@/lib/spending/schema";
import { toDayValues } from "./split-panels";
import { HISTORY_LENGTHS, type HistoryLength } from "./profile-search-params";
import type { ReadResult } from "@/lib/query/use-read";

const HEIGHT = 180;

function toBar(day: SpendDay): StackBar {
  const values = toDayValues(day);
  const words = `${formatWeekday(day.day)}: ${formatUsd(addRoundedUsd(values))} (${toAccountWords(values)})`;
  return { id: day.day, name: formatDay(day.day), values, words };
}

interface HistoryPanelProps {
  query: ReadResult<SpendHistory>;
  days: HistoryLength;
  onDaysChange: (days: HistoryLength) => void;
}

/** Spend by UTC day and account; a month survives the reset of LiteLLM's counter. */
export function HistoryPanel({ query, days, onDaysChange }: HistoryPanelProps) {
  const [shape, setShape] = useQueryState(
    "history",
    parseAsStringLiteral(["chart", "table"]).withDefault("chart"),
  );
  const isTable = shape === "table";
  return (
    <ChartFrame
      title="Spend by day"
      unit="USD per UTC day"
      query={query}
      csvHref={spendingQueries.myHistory.toCsvPath({ days: Number(days) })}
      fileName="my-spending-by-day"
      isTable={isTable}
      onTableChange={(next) => void setShape(next ? "table" : "chart")}
      isEmpty={(history) => history.days.length === 0}
      emptyTitle="No days to show"
      emptyHint="Days are kept from the first sync on, over every budget reset."
      height={HEIGHT + 60}
      controls={<LengthPicker days={days} onChange={onDaysChange} />}
      describe={toCaption}
      renderPlot={(history) => <DaysPlot history={history} />}
      renderTable={(history) => <DaysTable history={history} />}
    />
  );
}

function LengthPicker({
  days,
  onChange,
}: {
  days: HistoryLength;
  onChange: (days: HistoryLength) => void;
}) {
  return (
    <ToggleGroup
      aria-label="Length of the history"
      value={days}
      onValueChange={(value) => {
        const found = HISTORY_LENGTHS.find((length) => length === value);
        if (found) onChange(found);
      }}
    >
      {HISTORY_LENGTHS.map((length) => (
        <ToggleGroupItem key={length} value={length}>
          {length} d
        </ToggleGroupItem>
      ))}
    </ToggleGroup>
  );
}

function sumColumns({ days }: SpendHistory): number[] {
  return ACCOUNT_SERIES.map((_, index) =>
    addRoundedUsd(days.map((day) => toDayValues(day)[index] ?? 0)),
  );
}

function toCaption(history: SpendHistory): string {
  const total = addRoundedUsd(sumColumns(history));
  return `Spend by day, ${formatUsd(total)} in ${history.days.length} days`;
}

function DaysTable({ history }: { history: SpendHistory }) {
  return (
    <AccountFigures
      caption={toCaption(history)}
      header="Day"
      rows={history.days.toReversed().map((day) => ({
        id: day.day,
        name: formatWeekday(day.day),
        values: toDayValues(day),
        totalUsd: addRoundedUsd(toDayValues(day)),
      }))}
      height={HEIGHT + 60}
    />
  );
}

function DaysPlot({ history }: { history: SpendHistory }) {
  const columns = sumColumns(history);
  const longest = Math.max(0, ...history.days.map((day) => addRoundedUsd(toDayValues(day))));
  return (
    <>
      <StackedColumns
        label={toCaption(history)}
        series={ACCOUNT_SERIES}
        bars={history.days.map(toBar)}
        height={HEIGHT}
        topLabel={formatUsd(longest)}
      />
      <div className="flex flex-wrap items-center justify-between gap-2 pt-2">
        <SeriesKey series={ACCOUNT_SERIES} values={columns.map((value) => formatUsd(value))} />
        <span className="text-xs text-muted-foreground">
          {formatUsd(addRoundedUsd(columns))} since {formatDay(history.days[0]?.day)}, across resets
          {history.spread_usd > 0.01 &&
            `, ${formatUsd(history.spread_usd)} of it spread evenly over days without readings`}
        </span>
      </div>
    </>
  );
}
