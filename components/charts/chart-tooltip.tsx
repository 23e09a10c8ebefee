export interface ChartTooltipRow {
  label: string;
  value: string;
  color?: string;
}

interface ChartTooltipProps {
  title: string;
  rows: readonly ChartTooltipRow[];
  /** Rows below a rule: totals and what they are compared with. */
  footer?: readonly ChartTooltipRow[];
  note?: string;
}

/** The box beside the pointer: names on the left, figures in one right-aligned column. */
export function ChartTooltip({ title, rows, footer = [], note }: ChartTooltipProps) {
  return (
    <div className="max-w-72 min-w-44 rounded-lg border bg-popover px-3 py-2 text-xs text-foreground shadow-popover">
      <p className="mb-1.5 truncate font-medium">{title}</p>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1">
        {rows.map((row, index) => (
          <TooltipRow key={`${index}-${row.label}`} row={row} />
        ))}
      </dl>
      {footer.length > 0 && (
        <dl className="mt-1.5 grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 border-t pt-1.5 font-medium">
          {footer.map((row) => (
            <TooltipRow key={row.label} row={row} />
          ))}
        </dl>
      )}
      {note !== undefined && <p className="mt-1.5 text-muted-foreground">{note}</p>}
    </div>
  );
}

function TooltipRow({ row }: { row: ChartTooltipRow }) {
  return (
    <>
      <dt className="flex min-w-0 items-center gap-1.5 text-muted-foreground">
        {row.color !== undefined && (
          <span
            aria-hidden
            className="size-2 shrink-0 rounded-[2px]"
            style={{ backgroundColor: row.color }}
          />
        )}
        <span className="truncate">{row.label}</span>
      </dt>
      <dd className="text-right tabular-nums">{row.value}</dd>
    </>
  );
}
