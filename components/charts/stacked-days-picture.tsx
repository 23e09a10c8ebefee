"use client";

import { memo, useCallback, useId, useState } from "react";
import {
  DAY_NAME_MARGIN,
  DAY_NAMES_HEIGHT,
  DAYS_MARGIN,
  HatchPattern,
  MAX_BAR_WIDTH,
  toBarGap,
  toEdges,
  toNamedDays,
  toOutlines,
  toPart,
  toSegments,
  toShownTotal,
  toStack,
  type StackedDaysProps,
} from "./day-stack";
import type { DailyCostModel, DailyCostSeries } from "./prepare-daily-cost";
import { AXIS_TICK, toUprightAxis } from "./plot-style";

/** From the line through a small figure's middle down to its foot. */
const MIDDLE_TO_FOOT = "0.355em";
/** From the top of a figure down to its foot. */
const TOP_TO_FOOT = "0.71em";
/** The plot leaves room for tick marks beside its own margins, though it draws none. */
const TICK_SIZE = 6;
const VALUE_MARGIN = TICK_SIZE + 2;

/**
 * What {@link StackedDaysPlot} draws, without what makes it answer to a pointer: a tenth of the work, for a page
 * that nobody has touched yet. The two must look the same.
 */
export const StackedDaysPicture = memo(function StackedDaysPicture(props: StackedDaysProps) {
  const [place, width] = useWidth();
  return (
    <div ref={place} style={{ height: props.height }}>
      {width > 0 && (
        <svg role="img" aria-label={props.label} width={width} height={props.height}>
          <Days {...props} width={width} />
        </svg>
      )}
    </div>
  );
});

/** In pixels; zero until it is known. */
function useWidth(): readonly [(place: HTMLElement | null) => void, number] {
  const [width, setWidth] = useState(0);
  const watch = useCallback((place: HTMLElement | null) => {
    if (!place) return;
    const observer = new ResizeObserver(() => setWidth(place.clientWidth));
    observer.observe(place);
    return () => observer.disconnect();
  }, []);
  return [watch, width];
}

interface DaysProps extends StackedDaysProps {
  width: number;
}

function Days({ width, ...props }: DaysProps) {
  const { model, hidden, ticks, height, formatTick } = props;
  const frame = toFrame({
    area: toArea(width, height, toUprightAxis(ticks, formatTick).width),
    top: ticks.at(-1) ?? 1,
    dayCount: model.points.length,
  });
  return (
    <>
      <Axes {...props} frame={frame} />
      <Bars {...props} frame={frame} />
      {hidden.size === 0 && (
        <path
          d={toLine(model, frame)}
          fill="none"
          stroke="var(--series-previous)"
          strokeWidth={1.5}
          strokeDasharray="4 3"
        />
      )}
    </>
  );
}

interface PartProps extends StackedDaysProps {
  frame: Frame;
}

function Axes({ model, ticks, formatTick, formatDay, frame }: PartProps) {
  const { area, toY, toMiddle } = frame;
  const named = new Set(toNamedDays(model.points, area.right - area.left));
  return (
    <g fill={AXIS_TICK.fill} fontSize={AXIS_TICK.fontSize}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={area.left} x2={area.right} y1={toY(tick)} y2={toY(tick)} stroke="var(--grid)" />
          <text x={area.left - VALUE_MARGIN} y={toY(tick)} dy={MIDDLE_TO_FOOT} textAnchor="end">
            {formatTick(tick)}
          </text>
        </g>
      ))}
      {model.points.map(
        ({ from }, index) =>
          named.has(from) && (
            <text
              key={from}
              x={toMiddle(index)}
              y={area.bottom + TICK_SIZE + DAY_NAME_MARGIN}
              dy={TOP_TO_FOOT}
              textAnchor="middle"
            >
              {formatDay(from)}
            </text>
          ),
      )}
      <path d={`M${area.left},${area.bottom}H${area.right}`} stroke="var(--border)" />
    </g>
  );
}

function Bars({ model, hidden, onSelect, frame }: PartProps) {
  const { area, dayWidth } = frame;
  const hatchId = useId();
  return (
    <>
      <defs>
        <HatchPattern id={hatchId} />
      </defs>
      {model.points.map(
        ({ from, totalUsd }, index) =>
          totalUsd === null && (
            <rect
              key={from}
              x={area.left + index * dayWidth}
              y={area.top}
              width={dayWidth}
              height={area.bottom - area.top}
              fill={`url(#${hatchId})`}
            />
          ),
      )}
      <g {...toEdges(model.points.length)}>
        {[...toSeriesOutlines(model, hidden, frame)].map(([series, outlines]) => (
          <path key={series.id} d={outlines.join("")} {...toPart(series, onSelect)} />
        ))}
      </g>
    </>
  );
}

/** All days of a series for one shape: the browser would take as long for each of their own. */
function toSeriesOutlines(
  model: DailyCostModel,
  hidden: ReadonlySet<string>,
  { area, toY, dayWidth, bar }: Frame,
): Map<DailyCostSeries, string[]> {
  const shown = toStack(model, hidden);
  const totalOf = toShownTotal(shown);
  const bySeries = new Map<DailyCostSeries, string[]>(shown.map(({ series }) => [series, []]));
  for (const [index, point] of model.points.entries()) {
    const x = area.left + index * dayWidth + bar.offset;
    const y = toY(totalOf(point) ?? 0);
    const place = { x, y, width: bar.width, height: area.bottom - y };
    for (const { series, d } of toOutlines(place, toSegments(shown, point))) {
      bySeries.get(series)?.push(d);
    }
  }
  return bySeries;
}

interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

type Frame = ReturnType<typeof toFrame>;

/** Where a value and a day are. */
function toFrame({ area, top, dayCount }: { area: Area; top: number; dayCount: number }) {
  const dayWidth = (area.right - area.left) / Math.max(dayCount, 1);
  return {
    area,
    dayWidth,
    bar: toBar(dayWidth, toBarGap(dayCount)),
    toY: (value: number) => area.bottom - (value / top) * (area.bottom - area.top),
    toMiddle: (index: number) => area.left + (index + 0.5) * dayWidth,
  };
}

/** Where the bars stand. */
function toArea(width: number, height: number, valuesWidth: number): Area {
  return {
    left: DAYS_MARGIN.left + valuesWidth,
    right: width - DAYS_MARGIN.right,
    top: DAYS_MARGIN.top,
    bottom: height - DAYS_MARGIN.bottom - DAY_NAMES_HEIGHT,
  };
}

/** Whole pixels, as the plot does it, so that all bars are of one width. */
function toBar(dayWidth: number, gap: number) {
  const room = dayWidth * (1 - 2 * gap);
  const whole = room > 1 ? Math.round(room) : room;
  const width = Math.min(whole, MAX_BAR_WIDTH);
  return { width, offset: dayWidth * gap + (whole - width) / 2 };
}

/** The previous period, interrupted where it was not read. */
function toLine({ points }: DailyCostModel, { toMiddle, toY }: Frame): string {
  const isKnown = (index: number) => (points[index]?.previousUsd ?? null) !== null;
  return points
    .map(({ previousUsd }, index) =>
      previousUsd === null
        ? ""
        : `${isKnown(index - 1) ? "L" : "M"}${toMiddle(index)},${toY(previousUsd)}`,
    )
    .join("");
}
