import type { StackSeries } from "./stacked-bars";

/** Which colour is what, with the value beside it where there is one. */
export function SeriesKey({
  series,
  values,
}: {
  series: readonly StackSeries[];
  values?: readonly string[];
}) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted-foreground">
      {series.map((one, index) => (
        <li key={one.id} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className="size-2.5 rounded-[3px]"
            style={{ backgroundColor: one.color }}
          />
          {one.name}
          {values && <span className="text-foreground">{values[index]}</span>}
        </li>
      ))}
    </ul>
  );
}
