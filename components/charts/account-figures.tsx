import { formatUsd } from "@/lib/format";
import { addRoundedUsd } from "@/lib/micro-usd";
import { FiguresTable } from "./figures-table";

interface AccountFiguresProps {
  caption: string;
  /** What a row is. */
  header: string;
  /** In USD; `values` in the order of ACCOUNT_SERIES. */
  rows: readonly { id: string; name: string; values: readonly number[]; totalUsd: number }[];
  height: number;
}

/** The figures of a chart by account as a table with its sum. */
export function AccountFigures({ caption, header, rows, height }: AccountFiguresProps) {
  const toCells = (values: readonly number[]) => values.map((value) => formatUsd(value));
  const columns = [0, 1, 2].map((index) =>
    addRoundedUsd(rows.map((row) => row.values[index] ?? 0)),
  );
  return (
    <FiguresTable
      caption={caption}
      columns={[header, "Web", "CLI", "Premium", "Total"]}
      rows={rows.map((row) => ({
        id: row.id,
        name: row.name,
        cells: toCells([...row.values, row.totalUsd]),
      }))}
      total={{
        id: "total",
        name: "Total",
        cells: toCells([...columns, addRoundedUsd(columns)]),
      }}
      height={height}
    />
  );
}
