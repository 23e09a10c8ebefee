import { createHash } from "node:crypto";
import { formatCount, formatDateTime, formatPercent, formatUsd } from "@/lib/format";
import { formatUsdWhole } from "@/lib/format-details";
import { PERSON_KINDS, type PersonKind } from "@/lib/spending/identity";
import { KIND_LABELS } from "@/lib/spending/words";
import { toAmount } from "./csv";
import type { ExportData } from "./export-data";
import { EXPORT_SCRIPT } from "./export-script";
import type { CohortSummary, PersonRow } from "./schema";

/** The exported page's look; system fonts, both themes, and paper. */
const EXPORT_STYLE = `
:root{color-scheme:light dark;--bg:#fafafc;--card:#fff;--text:#1b1d26;--quiet:#5c6070;--line:#e2e4ea;--ok:#2fa35c;--near:#c77a12;--over:#c93434;--web:#259f4c;--cli:#c084fc;--premium:#f5a534;--total:#2297f6}
@media (prefers-color-scheme:dark){:root{--bg:#12141a;--card:#1a1d25;--text:#eceef4;--quiet:#a4a9b8;--line:#2f3340}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.45 system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1200px;margin:0 auto;padding:24px 16px;display:grid;gap:16px}
h1{font-size:22px;margin:0}h2{font-size:15px;margin:0 0 12px}h3{font-size:14px;margin:0}p{margin:0}
.quiet,.made,dt{color:var(--quiet)}.made{font-size:13px}
.cards{display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(180px,1fr))}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px}
.card b{display:block;font-size:22px;font-weight:600}.card small{color:var(--quiet)}
.two{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(340px,1fr));align-items:start}
.line{display:grid;grid-template-columns:minmax(90px,30%) 1fr 80px;gap:8px;align-items:center;margin:4px 0;font-size:13px}
.line span:first-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.line span:last-child,.right{text-align:right}
.stack,.bar{display:flex;height:14px;border-radius:3px;overflow:hidden;background:var(--line)}
.bar{height:6px;margin:6px 0}.ok{background:var(--ok)}.near{background:var(--near)}.over{background:var(--over)}
.key{display:flex;gap:16px;font-size:12px;color:var(--quiet);margin-top:10px}
.key i{display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:6px}
.tools{display:flex;flex-wrap:wrap;gap:12px;align-items:center;margin-bottom:12px}
input{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:6px;padding:6px 10px;min-width:240px}
.scroll{overflow-x:auto}table{width:100%;border-collapse:collapse}
th,td{padding:7px 10px;border-bottom:1px solid var(--line);white-space:nowrap;text-align:left;font-weight:400}
thead th{font-size:12px;color:var(--quiet)}td.right,th.right{text-align:right}
tbody tr{cursor:pointer}tbody tr:hover{background:var(--bg)}
button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
th button:hover{text-decoration:underline}
.step{border:1px solid var(--line);border-radius:6px;padding:4px 10px}.step:disabled{opacity:.4;cursor:default}
th[aria-sort=descending] button::after{content:" ↓"}th[aria-sort=ascending] button::after{content:" ↑"}
:focus-visible{outline:2px solid #6366f1;outline-offset:2px}
dialog{width:min(560px,calc(100% - 32px));border:1px solid var(--line);border-radius:12px;background:var(--card);color:var(--text);padding:20px}
dialog::backdrop{background:rgba(0,0,0,.4)}dialog section{border:1px solid var(--line);border-radius:8px;padding:10px 12px;margin-top:10px}
.head{display:flex;gap:12px;align-items:start;justify-content:space-between}.head h2{margin:0;overflow-wrap:anywhere}
@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--text:#000;--quiet:#444;--line:#ccc}.tools,.pages button{display:none}main{max-width:none;padding:0}.card{break-inside:avoid}table .card{break-inside:auto}thead{display:table-header-group}tr{break-inside:avoid}*{print-color-adjust:exact}}
`;

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

type Kinds = readonly PersonKind[];

function toCard(title: string, value: string, caption = ""): string {
  return `<div class="card"><h3 class="quiet">${escapeHtml(title)}</h3><b>${escapeHtml(value)}</b><small>${escapeHtml(caption)}</small></div>`;
}

function toCards(summary: CohortSummary, kinds: Kinds): string {
  const mark = summary.partial > 0 ? "≥ " : "";
  const partial = summary.partial > 0 ? `${formatCount(summary.partial)} people partial` : "";
  return [
    toCard("Grand total", `${mark}${formatUsd(summary.grand_total_usd)}`, partial),
    ...kinds.map((kind) => toCard(KIND_LABELS[kind], formatUsd(toAmount(summary, kind)))),
    toCard("Participants", formatCount(summary.participants)),
    toCard("Found in LiteLLM", formatCount(summary.found)),
    toCard("Active spenders", formatCount(summary.active)),
    toCard("Average per active spender", formatUsd(summary.average_usd)),
  ].join("");
}

function toProjection({ projection }: CohortSummary): string {
  if (projection === null) return `<p class="quiet">Nobody has spent anything yet.</p>`;
  const base = `${formatUsd(projection.average_usd)} × ${formatCount(projection.participants)} people = ${formatUsdWhole(projection.base_usd)}`;
  return `<p><b>~${escapeHtml(formatUsdWhole(projection.projected_usd))}</b></p><p class="quiet">${escapeHtml(base)}, with a buffer of ${escapeHtml(formatPercent(projection.buffer_share))}</p>`;
}

function toLine(name: string, parts: readonly { color: string; share: number }[], value: string) {
  const bars = parts.map(
    ({ color, share }) =>
      `<span style="width:${(share * 100).toFixed(2)}%;background:var(--${color})"></span>`,
  );
  return `<div class="line"><span title="${escapeHtml(name)}">${escapeHtml(name)}</span><span class="stack" aria-hidden="true">${bars.join("")}</span><span>${escapeHtml(value)}</span></div>`;
}

function toDistribution({ distribution }: CohortSummary): string {
  const most = Math.max(1, ...distribution.map((one) => one.count));
  return distribution
    .map((one) =>
      toLine(one.label, [{ color: "total", share: one.count / most }], formatCount(one.count)),
    )
    .join("");
}

function toTop(
  rows: readonly PersonRow[],
  kinds: Kinds,
  toWhole: (row: PersonRow) => number,
): string {
  if (rows.length === 0) return `<p class="quiet">Nobody has spent anything yet.</p>`;
  const lines = rows.map((row) => {
    const whole = toWhole(row);
    const parts = kinds.map((kind) => ({ color: kind, share: (toAmount(row, kind) ?? 0) / whole }));
    return toLine(row.person_id, parts, formatUsd(row.total_usd));
  });
  const key = kinds.map(
    (kind) => `<span><i style="background:var(--${kind})"></i>${KIND_LABELS[kind]}</span>`,
  );
  return `${lines.join("")}<div class="key">${key.join("")}</div>`;
}

/** `place` is where a person's list has the column. */
function listHeads(kinds: Kinds): { place: number; head: string; isFigure: boolean }[] {
  const amounts = kinds.map((kind) => ({
    place: 2 + PERSON_KINDS.indexOf(kind),
    head: `${KIND_LABELS[kind]} (USD)`,
    isFigure: true,
  }));
  return [
    { place: 0, head: "User", isFigure: false },
    ...amounts,
    { place: 5, head: "Total (USD)", isFigure: true },
    { place: 6, head: "Status", isFigure: false },
  ];
}

function toTable(kinds: Kinds): string {
  const heads = listHeads(kinds).map(
    ({ place, head, isFigure }) =>
      `<th scope="col" data-sort="${place}"${isFigure ? ' class="right"' : ""}><button type="button">${head}</button></th>`,
  );
  return `<section class="card"><h2>People</h2><div class="tools"><label><span class="quiet">Search </span><input id="search" type="search" placeholder="E-mail or name"></label></div><div class="scroll"><table><thead><tr>${heads.join("")}</tr></thead><tbody id="rows"></tbody></table></div><p id="none" class="quiet" hidden>Nobody matches.</p><div class="tools pages" style="margin:12px 0 0"><span id="showing" role="status" class="quiet"></span><button id="back" class="step" type="button">Previous</button><span id="page" class="quiet"></span><button id="on" class="step" type="button">Next</button></div></section>`;
}

function toMade(input: ExportPageInput): string {
  const read =
    input.asOf === null ? "not read yet" : `figures of ${formatDateTime(input.asOf, input.madeAt)}`;
  const where = input.origin === null ? "Tokenroll" : `Tokenroll at ${input.origin}`;
  const words = `Made ${formatDateTime(input.madeAt, input.madeAt)} by ${where}; ${read}, running budget periods, USD.`;
  const filters = input.filters.length === 0 ? "" : ` Filters: ${input.filters.join("; ")}.`;
  return `${escapeHtml(words + filters)}${input.reason === null ? "" : ` ${escapeHtml(input.reason)}`}`;
}

const DIALOG = `<dialog id="dialog" aria-labelledby="who"><div class="head"><h2 id="who"></h2><button id="close" class="step" type="button" aria-label="Close">Close</button></div><p id="sum"></p><div id="accounts"></div></dialog>`;

/**
 * A cohort as one HTML file without any outside reference. Its own script is the only one that may run,
 * whatever a name or an e-mail holds.
 */
export function toExportPage(input: ExportPageInput): string {
  const { summary } = input;
  const { kinds } = input.data;
  const hash = createHash("sha256").update(EXPORT_SCRIPT).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const top = summary.top.slice(0, 10);
  const most = Math.max(1e-9, ...top.map((row) => row.total_usd));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(input.name)}: spending</title><style>${EXPORT_STYLE}</style></head>
<body><main><header><h1>${escapeHtml(input.name)}</h1><p class="made">${toMade(input)}</p></header>
<section class="cards" aria-label="Summary">${toCards(summary, kinds)}</section>
<div class="two"><section class="card"><h2>Budget projection</h2>${toProjection(summary)}</section><section class="card"><h2>Spend distribution, people</h2>${toDistribution(summary)}</section></div>
<div class="two"><section class="card"><h2>Top 10 by total</h2>${toTop(top, kinds, () => most)}</section><section class="card"><h2>Breakdown of the top 20</h2>${toTop(summary.top, kinds, (row) => row.total_usd)}</section></div>
${toTable(kinds)}</main>${DIALOG}
<script type="application/json" id="data">${toInertJson(input.data)}</script>
<script>${EXPORT_SCRIPT}</script></body></html>`;
}
