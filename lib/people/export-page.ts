import { createHash } from "node:crypto";
import { formatCount, formatDateTime, formatPercent, formatUsd } from "@/lib/format";
import { formatUsdWhole } from "@/lib/format-details";
import type { PersonKind } from "@/lib/spending/identity";
import { KIND_LABELS } from "@/lib/spending/words";
import { toAmount } from "./csv";
import type { ExportData } from "./export-data";
import { EXPORT_SCRIPT } from "./export-script";
import { EXPORT_STYLE } from "./export-style";
import type { CohortSummary, PersonRow } from "./schema";

export interface ExportPageInput {
  name: string;
  /** Where it was made, for instance the portal's address; null where that is not known. */
  origin: string | null;
  madeAt: Date;
  asOf: Date | null;
  /** What narrows it; empty for the whole cohort. */
  filters: readonly string[];
  /** Why figures are stale or partial. */
  reason: string | null;
  summary: CohortSummary;
  data: ExportData;
}

type Kinds = readonly PersonKind[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** JSON that cannot end the element it stands in. */
export function toInertJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

function toCard(title: string, value: string, color: string, caption = ""): string {
  return `<div class="card"><h2 class="quiet"><i style="background:var(--${color})"></i>${escapeHtml(title)}</h2>
<b>${escapeHtml(value)}</b><small>${escapeHtml(caption)}</small></div>`;
}

function toCards(summary: CohortSummary, kinds: Kinds): string {
  const { partial } = summary;
  const total = `${partial > 0 ? "≥ " : ""}${formatUsd(summary.grand_total_usd)}`;
  const caption = partial > 0 ? `${formatCount(partial)} people partial` : "running budget periods";
  const money = [
    toCard("Grand total", total, "total", caption),
    ...kinds.map((kind) => toCard(KIND_LABELS[kind], formatUsd(toAmount(summary, kind)), kind)),
  ];
  const people = [
    toCard("Participants", formatCount(summary.participants), "line"),
    toCard("Found in LiteLLM", formatCount(summary.found), "line"),
    toCard("Active spenders", formatCount(summary.active), "line"),
    toCard("Average per active spender", formatUsd(summary.average_usd), "line"),
  ];
  return [money, people].map((row) => `<div class="cards">${row.join("")}</div>`).join("");
}

const NOTHING = `<p class="quiet">Nobody has spent anything yet.</p>`;

function toProjection({ projection }: CohortSummary): string {
  if (projection === null) return NOTHING;
  const base = `${formatUsd(projection.average_usd)} × ${formatCount(projection.participants)} people = ${formatUsdWhole(projection.base_usd)}`;
  return `<p><b>~${escapeHtml(formatUsdWhole(projection.projected_usd))}</b></p>
<p class="quiet">${escapeHtml(base)}, with a buffer of ${escapeHtml(formatPercent(projection.buffer_share))}</p>`;
}

function toLine(name: string, parts: readonly { color: string; share: number }[], value: string) {
  const bars = parts.map(
    ({ color, share }) =>
      `<span style="width:${(share * 100).toFixed(2)}%;background:var(--${color})"></span>`,
  );
  return `<div class="line"><span title="${escapeHtml(name)}">${escapeHtml(name)}</span>
<span class="stack" aria-hidden="true">${bars.join("")}</span><span>${escapeHtml(value)}</span></div>`;
}

function toDistribution({ distribution }: CohortSummary): string {
  const most = Math.max(1, ...distribution.map((one) => one.count));
  const lines = distribution.map((one) =>
    toLine(one.label, [{ color: "total", share: one.count / most }], formatCount(one.count)),
  );
  return lines.join("");
}

function toTop(
  rows: readonly PersonRow[],
  kinds: Kinds,
  toWhole: (row: PersonRow) => number,
): string {
  if (rows.length === 0) return NOTHING;
  const lines = rows.map((row) => {
    const whole = toWhole(row);
    const parts = kinds.map((kind) => ({ color: kind, share: (toAmount(row, kind) ?? 0) / whole }));
    return toLine(row.name ?? row.person_id, parts, formatUsd(row.total_usd));
  });
  const key = kinds.map(
    (kind) => `<span><i style="background:var(--${kind})"></i>${KIND_LABELS[kind]}</span>`,
  );
  return `${lines.join("")}<div class="key">${key.join("")}</div>`;
}

/** `sort` is the property of a person that a click on the head sorts by. */
function toTable(kinds: Kinds): string {
  const columns = [
    { sort: "person_id", head: "User" },
    ...kinds.map((kind) => ({ sort: `${kind}_usd`, head: `${KIND_LABELS[kind]} (USD)` })),
    { sort: "total_usd", head: "Total (USD)" },
    { sort: "status", head: "Status" },
  ];
  const heads = columns.map(({ sort, head }) => {
    const side = sort.endsWith("_usd") ? ' class="right"' : "";
    return `<th scope="col" data-sort="${sort}"${side}><button type="button">${head}</button></th>`;
  });
  return `<section class="card"><h2>People</h2>
<div class="tools"><label><span class="quiet">Search </span><input id="search" type="search" placeholder="E-mail or name"></label></div>
<div class="scroll"><table><thead><tr>${heads.join("")}</tr></thead><tbody id="rows"></tbody><tfoot id="sums"></tfoot></table></div>
<p id="none" class="quiet" hidden>Nobody matches.</p>
<div class="tools pages"><span id="showing" role="status" class="quiet"></span>
<button id="back" class="step" type="button">Previous</button><span id="page" class="quiet"></span>
<button id="on" class="step" type="button">Next</button></div></section>`;
}

function toMade({ origin, asOf, madeAt, filters, reason }: ExportPageInput): string {
  const read = asOf === null ? "not read yet" : `figures of ${formatDateTime(asOf, madeAt)}`;
  const where = origin === null ? "Tokenroll" : `Tokenroll at ${origin}`;
  const words = [
    `Made ${formatDateTime(madeAt, madeAt)} by ${where}; ${read}, running budget periods, USD.`,
    ...(filters.length === 0 ? [] : [`Filters: ${filters.join("; ")}.`]),
    ...(reason === null ? [] : [reason]),
  ];
  return escapeHtml(words.join(" "));
}

const DIALOG = `<dialog id="dialog" aria-labelledby="who"><div class="head"><h2 id="who"></h2>
<button id="close" class="step" type="button">Close</button></div><div id="detail"></div></dialog>`;

/**
 * A cohort as one HTML file without any outside reference. Its own script is the only one that may run,
 * whatever a name or an e-mail holds.
 */
export function toExportPage(input: ExportPageInput): string {
  const { summary, data } = input;
  const hash = createHash("sha256").update(EXPORT_SCRIPT).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const top = summary.top.slice(0, 10);
  const most = Math.max(1e-9, ...top.map((row) => row.total_usd));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${escapeHtml(input.name)}: spending</title><style>${EXPORT_STYLE}</style></head>
<body><main><header><h1>${escapeHtml(input.name)}</h1><p class="made">${toMade(input)}</p></header>
${toCards(summary, data.kinds)}
<div class="two"><section class="card"><h2>Budget projection</h2>${toProjection(summary)}</section>
<section class="card"><h2>Spend distribution, people</h2>${toDistribution(summary)}</section></div>
<div class="two"><section class="card"><h2>Top 10 by total</h2>${toTop(top, data.kinds, () => most)}</section>
<section class="card"><h2>Breakdown of the top 20</h2>${toTop(summary.top, data.kinds, (row) => row.total_usd)}</section></div>
${toTable(data.kinds)}</main>${DIALOG}
<script type="application/json" id="data">${toInertJson(data)}</script>
<script>${EXPORT_SCRIPT}</script></body></html>`;
}
