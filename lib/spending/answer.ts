import "server-only";
import { addRoundedUsd } from "@/lib/micro-usd";
import { toSnapshotHeaders } from "@/lib/http/snapshot-headers";
import { answerPanel } from "@/lib/usage/answer";
import type { CsvTable } from "@/lib/usage/csv";
import type { Panel } from "@/lib/usage/service";
import type { PersonSpending, SpendHistory, SpendingQuery } from "./schema";
import { KIND_LABELS, toSpendingLine } from "./text";

type Format = "json" | "csv" | "text";

/** What is asked for by name, else the first form of the Accept header that there is. */
function toFormat(request: Request, query: SpendingQuery): Format {
  if (query.format) return query.format;
  const wanted = (request.headers.get("accept") ?? "")
    .split(",")
    .map((part) => part.split(";")[0]?.trim());
  for (const type of wanted) {
    if (type === "text/csv") return "csv";
    if (type === "text/plain") return "text";
    if (type === "application/json") return "json";
  }
  return "json";
}

function toCsvTable(spending: PersonSpending): CsvTable {
  return {
    columns: [
      "account",
      "state",
      "spend_usd",
      "limit_usd",
      "soft_limit_usd",
      "used_percent",
      "reset_at",
      "as_of",
    ],
    rows: spending.accounts.map((account) => [
      KIND_LABELS[account.kind],
      account.state,
      account.spend_usd,
      account.limit_usd,
      account.soft_limit_usd,
      account.used_share === null ? null : Math.round(account.used_share * 10_000) / 100,
      account.reset_at,
      account.as_of,
    ]),
  };
}

/** Spending as JSON, CSV or one line of text, by `format` or by what the asker accepts. */
export async function answerSpending(
  request: Request,
  query: SpendingQuery,
  panel: Panel<PersonSpending>,
): Promise<Response> {
  const format = toFormat(request, query);
  if (format !== "text") {
    return answerPanel(request, { format }, panel, { title: "My spending", toTable: toCsvTable });
  }
  const { data } = await panel.load();
  const headers = toSnapshotHeaders(panel.snapshot, `W/"${panel.etagSeed}.text"`);
  headers.set("content-type", "text/plain; charset=utf-8");
  return new Response(toSpendingLine(data, panel.snapshot), { headers });
}

export function toDaysCsv({ days }: SpendHistory): CsvTable {
  return {
    columns: ["day", "web_usd", "cli_usd", "premium_usd", "total_usd"],
    rows: days.map((day) => [
      day.day,
      day.web_usd,
      day.cli_usd,
      day.premium_usd,
      addRoundedUsd([day.web_usd, day.cli_usd, day.premium_usd]),
    ]),
  };
}
