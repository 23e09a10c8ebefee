import { toLongest, type StackBar, type StackSeries } from "./stacked-bars";

interface StackedRowsProps {
  /** One sentence for those who do not see the picture. */
  label: string;
  series: readonly StackSeries[];
  bars: readonly StackBar[];
  renderValue: (bar: StackBar) => string;
  onSelect?: (bar: StackBar) => void;
}

/** Bars lying under each other with their name and value, drawn without a chart library. */
export function StackedRows({ label, series, bars, renderValue, onSelect }: StackedRowsProps) {
  const longest = toLongest(bars);
  return (
    <ul aria-label={label} className="grid gap-1.5">
      {bars.map((bar) => (
        <li
          key={bar.id}
          title={bar.words}
          className="grid grid-cols-[7rem_1fr_4.5rem] items-center gap-2 text-xs sm:grid-cols-[10rem_1fr_5rem]"
        >
          {onSelect ? (
            <button
              type="button"
              className="truncate rounded-sm text-left hover:underline"
              onClick={() => onSelect(bar)}
            >
              {bar.name}
            </button>
          ) : (
            <span className="truncate">{bar.name}</span>
          )}
          <span aria-hidden className="flex h-4 overflow-hidden rounded-[3px] bg-muted">
            {series.map((one, index) => (
              <span
                key={one.id}
                style={{
                  width: `${((bar.values[index] ?? 0) / longest) * 100}%`,
                  backgroundColor: one.color,
                }}
              />
            ))}
          </span>
          <span className="text-right">{renderValue(bar)}</span>
        </li>
      ))}
    </ul>
  );
}
