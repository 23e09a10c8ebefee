import { stringify } from "csv-stringify/sync";
import type { AuditRow } from "./schema";

export type AuditFormat = "csv" | "jsonl";

const CONTENT_TYPES: Record<AuditFormat, string> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/jsonl; charset=utf-8",
};

const COLUMNS = [
  ...["at", "actor", "is_person", "token_id", "action"],
  ...["entity_kind", "entity_id", "entity_name", "before", "after", "reason"],
];

function toCsvText(lines: readonly (readonly (string | null)[])[], isFirst: boolean): string {
  return stringify(
    lines.map((line) => [...line]),
    { escape_formulas: true, bom: isFirst, record_delimiter: "windows" },
  );
}

function toCells(row: AuditRow): (string | null)[] {
  return [
    ...[row.at, row.actor, String(row.is_person), row.token_id, row.action],
    ...[row.entity_kind, row.entity_id, row.entity_name],
    row.before && JSON.stringify(row.before),
    row.after && JSON.stringify(row.after),
    row.reason,
  ];
}

function toText(format: AuditFormat, rows: readonly AuditRow[]): string {
  if (format === "jsonl") return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  return toCsvText(rows.map(toCells), false);
}

/** A file that is sent while it is read; formulas in the CSV are defused. */
export function toAuditFile(batches: AsyncGenerator<AuditRow[]>, format: AuditFormat): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (format === "csv") controller.enqueue(encoder.encode(toCsvText([COLUMNS], true)));
    },
    async pull(controller) {
      const next = await batches.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(toText(format, next.value)));
    },
    async cancel() {
      await batches.return(undefined);
    },
  });
  const fileName = `tokenroll-audit-${new Date().toISOString().slice(0, 10)}.${format}`;
  return new Response(body, {
    headers: {
      "content-type": CONTENT_TYPES[format],
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "private, no-store",
    },
  });
}
