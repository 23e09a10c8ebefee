/** Whether a figure reached what it has to. */
export interface Bar {
  name: string;
  wanted: string;
  measured: string;
  isMet: boolean;
}

export interface Table {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** What a suite found. */
export interface SuiteReport {
  title: string;
  /** How it was measured, for somebody who wants to repeat or doubt it. */
  method: string;
  tables: readonly Table[];
  bars: readonly Bar[];
}

/** What a suite hands to the command; null where it used no PostgreSQL. */
export interface SuiteResult {
  postgresVersion: string | null;
  report: SuiteReport;
}

function toBarTable(bars: readonly Bar[]): Table {
  return {
    title: "Bars",
    columns: ["bar", "wanted", "measured", "met"],
    rows: bars.map((bar) => [bar.name, bar.wanted, bar.measured, bar.isMet ? "yes" : "NO"]),
  };
}

function listTables(report: SuiteReport): readonly Table[] {
  return report.bars.length > 0 ? [...report.tables, toBarTable(report.bars)] : report.tables;
}

export function toPlainTable(table: Table): string {
  const lines = [table.columns, ...table.rows];
  const widths = table.columns.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const toLine = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [table.title, ...lines.map(toLine)].join("\n");
}

export function toPlainText(report: SuiteReport): string {
  const tables = listTables(report).map(toPlainTable);
  return [`== ${report.title}`, report.method, ...tables].join("\n\n");
}

export function toMarkdownTable(table: Table): string {
  const toLine = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = table.columns.map(() => "---");
  return [`### ${table.title}`, "", ...[table.columns, rule, ...table.rows].map(toLine)].join("\n");
}

export function toMarkdown(report: SuiteReport): string {
  const tables = listTables(report).map(toMarkdownTable);
  return [`## ${report.title}`, report.method, ...tables].join("\n\n");
}
