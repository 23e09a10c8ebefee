import { cn } from "@/components/ui/cn";
import { sumValues, toLongest, type StackBar, type StackSeries } from "./stacked-bars";

interface StackedColumnsProps {
  /** One sentence for those who do not see the picture. */
  label: string;
  series: readonly StackSeries[];
  bars: readonly StackBar[];
  height: number;
  /** The axis' words for the largest value. */
  topLabel: string;
  /** Above each column; only for few of them. */
  renderValue?: (bar: StackBar) => string;
}

/** On a phone, a day's name is as wide as a sixth of the chart. */
const MAX_NAMES = 6;

/** Upright bars from zero, drawn without a chart library: many days, or a few classes. */
export function StackedColumns(props: StackedColumnsProps) {
  const { series, bars, height, renderValue } = props;
  const longest = toLongest(bars);
  const namedEvery = Math.ceil(bars.length / MAX_NAMES);
  // A name reaches over the columns after its own, so the last ones have no room for one.
  const isNamed = (index: number) => index % namedEvery === 0 && index + namedEvery <= bars.length;
  return (
    <div role="img" aria-label={props.label} className="grid grid-cols-1 gap-1">
      <div aria-hidden className="text-2xs text-muted-foreground">
        {props.topLabel}
      </div>
      <div
        aria-hidden
        className="flex items-end gap-px border-t border-b border-t-grid sm:gap-0.5"
        style={{ height }}
      >
        {bars.map((bar) => (
          <div
            key={bar.id}
            title={bar.words}
            className="flex h-full min-w-0 flex-1 flex-col justify-end hover:bg-accent"
          >
            {renderValue && <span className="pb-0.5 text-center text-xs">{renderValue(bar)}</span>}
            {series
              .map((one, index) => ({ one, value: bar.values[index] ?? 0 }))
              .reverse()
              .map(
                ({ one, value }) =>
                  value > 0 && (
                    <div
                      key={one.id}
                      className="mx-auto w-full max-w-12 first-of-type:rounded-t-[3px]"
                      style={{
                        height: `${(value / longest) * (renderValue ? 86 : 100)}%`,
                        minHeight: sumValues(bar.values) > 0 ? 1 : 0,
                        backgroundColor: one.color,
                      }}
                    />
                  ),
              )}
          </div>
        ))}
      </div>
      <div aria-hidden className="flex gap-px text-2xs text-muted-foreground sm:gap-0.5">
        {bars.map((bar, index) => (
          <span
            key={bar.id}
            className={cn(
              "min-w-0 flex-1",
              renderValue
                ? "text-center leading-tight"
                : "overflow-visible text-left whitespace-nowrap",
            )}
          >
            {renderValue || isNamed(index) ? bar.name : ""}
          </span>
        ))}
      </div>
    </div>
  );
}
