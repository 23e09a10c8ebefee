import writeXlsxFile from "write-excel-file/node";
import type { PersonKind } from "@/lib/spending/identity";
import { KIND_LABELS } from "@/lib/spending/words";
import { toAmount } from "./csv";
import type { CohortSummary, PersonRow } from "./schema";
import { toStateWords } from "./words";

interface Workbook {
  /** What stands over the table, a term and its value a row. */
  head: readonly (readonly [string, string])[];
  kinds: readonly PersonKind[];
  people: readonly PersonRow[];
  summary: CohortSummary;
}

const MONEY = { type: Number, format: "#,##0.00####" } as const;
const WIDTHS = [34, 24];

/** Texts are written as texts, so nothing in a name is ever a formula. */
const text = (value: string | null) => ({ type: String, value: value ?? "" });
const bold = (value: string) => ({ ...text(value), fontWeight: "bold" as const });
const money = (value: number | null) => (value === null ? null : { ...MONEY, value });
const boldMoney = (value: number | null) =>
  value === null ? null : { ...MONEY, value, fontWeight: "bold" as const };

/** Puts the buttons of a filter on the table's heads; the library has no word for it. */
function toAutoFilter(reference: string) {
  const transform = (sheet: string) =>
    sheet.replace("</sheetData>", `</sheetData><autoFilter ref="${reference}"/>`);
  return { files: { transform: { "xl/worksheets/sheet{id}.xml": { transform } } } };
}

/** A sheet for finance: what it is and as of when, a table with a filter, and its totals as figures. */
export function toXlsx({ head, kinds, people, summary }: Workbook): Promise<Buffer> {
  const amounts = kinds.map((kind) => `${KIND_LABELS[kind]} (USD)`);
  const columns = ["User", "Name", ...amounts, "Total (USD)", "Status", "Next reset"];
  const rows = [
    ...head.map(([term, value]) => [bold(term), text(value)]),
    [],
    columns.map(bold),
    ...people.map((row) => [
      text(row.person_id),
      text(row.name),
      ...kinds.map((kind) => money(toAmount(row, kind))),
      money(row.total_usd),
      text(toStateWords(row)),
      text(row.reset_at),
    ]),
    [
      ...[bold("TOTAL"), null],
      ...kinds.map((kind) => boldMoney(toAmount(summary, kind))),
      boldMoney(summary.grand_total_usd),
    ],
  ];
  const headRow = head.length + 2;
  const lastColumn = String.fromCharCode("A".charCodeAt(0) + columns.length - 1);
  const filter = toAutoFilter(`A${headRow}:${lastColumn}${headRow + people.length}`);
  const sheet = {
    sheet: "People",
    columns: columns.map((_, index) => ({ width: WIDTHS[index] ?? 16 })),
    stickyRowsCount: headRow,
  };
  return writeXlsxFile(rows, sheet, { features: [filter] }).toBuffer();
}
