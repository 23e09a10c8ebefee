/**
 * What runs in the exported page: search, sort, pages and the dialog. Names and e-mails reach the page as
 * text only, never as markup. Plain JavaScript, because nothing is bundled into the file.
 */
export const EXPORT_SCRIPT = String.raw`
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const PAGE = 20;
const KINDS = ["web", "cli", "premium"];
const LABELS = { web: "Web", cli: "CLI", premium: "Premium" };
const isShown = (kind) => data.kinds.includes(kind);
const STATUS = { active: "Active", no_spend: "No spend", not_found: "Not in LiteLLM", partial: "Partial" };
const state = { q: "", sort: 5, down: true, page: 1 };
const $ = (id) => document.getElementById(id);
const make = (tag, text, cls) => {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (cls) node.className = cls;
  return node;
};
const usd = (value) => {
  if (value === null || value === undefined) return "–";
  if (value !== 0 && Math.abs(value) < 0.01) return "<$0.01";
  return "$" + value.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
};
const compare = (a, b) => {
  const left = a[state.sort], right = b[state.sort];
  if (left !== right) {
    if (left === null) return 1;
    if (right === null) return -1;
    return (left < right ? -1 : 1) * (state.down ? -1 : 1);
  }
  return a[0] < b[0] ? -1 : 1;
};
const find = () => {
  const words = state.q.trim().toLowerCase();
  return data.people
    .filter((row) => !words || row[0].includes(words) || (row[1] || "").toLowerCase().includes(words))
    .sort(compare);
};
const cell = (row, text, right) => row.appendChild(make("td", text, right ? "right" : ""));
function draw(isWhole) {
  const found = find();
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  state.page = Math.min(Math.max(1, state.page), pages);
  const from = isWhole ? 0 : (state.page - 1) * PAGE;
  const shown = isWhole ? found.slice(0, 2000) : found.slice(from, from + PAGE);
  const body = $("rows");
  body.replaceChildren();
  for (const person of shown) {
    const row = body.appendChild(document.createElement("tr"));
    const first = row.appendChild(document.createElement("th"));
    first.scope = "row";
    const open = first.appendChild(make("button", person[0]));
    open.type = "button";
    if (person[1]) first.appendChild(make("span", " " + person[1], "quiet"));
    KINDS.forEach((kind, index) => { if (isShown(kind)) cell(row, usd(person[2 + index]), true); });
    cell(row, (person[6] === "partial" ? "≥ " : "") + usd(person[5]), true);
    cell(row, STATUS[person[6]]);
    row.addEventListener("click", () => show(person));
  }
  $("none").hidden = found.length > 0;
  $("showing").textContent = found.length === 0 ? "Showing 0–0 of 0"
    : "Showing " + (from + 1) + "–" + (from + shown.length) + " of " + found.length.toLocaleString("en-US");
  $("page").textContent = "Page " + state.page + " of " + pages;
  $("back").disabled = state.page <= 1;
  $("on").disabled = state.page >= pages;
  for (const head of document.querySelectorAll("th[data-sort]")) {
    const isSorted = Number(head.dataset.sort) === state.sort;
    head.setAttribute("aria-sort", isSorted ? (state.down ? "descending" : "ascending") : "none");
  }
}
function show(person) {
  $("who").textContent = person[0];
  $("sum").textContent = (person[6] === "partial" ? "≥ " : "") + usd(person[5]) + " · " + STATUS[person[6]];
  const list = $("accounts");
  list.replaceChildren();
  person[7].forEach((account, index) => {
    if (!isShown(KINDS[index])) return;
    const part = list.appendChild(document.createElement("section"));
    const limit = data.limits[account[2]];
    part.appendChild(make("h3", LABELS[KINDS[index]] + (account[3] ? " (blocked)" : "")));
    const lines = [];
    if (account[0] === "absent") lines.push("LiteLLM does not know this account.");
    else if (account[0] === "unread") lines.push("Not read yet.");
    else lines.push("Spend " + usd(account[1]) + (account[0] === "failed" ? " (could not be read again)" : ""));
    if (limit) {
      lines.push("Soft " + usd(limit[0]) + " · Hard " + usd(limit[1]) + " · Cycle " + (limit[2] || "none"));
      if (limit[3]) lines.push("Resets " + limit[3].slice(0, 16).replace("T", " ") + " UTC");
      const base = limit[0] ?? limit[1];
      if (base) {
        const share = (account[1] || 0) / base;
        lines.push(Math.round(share * 100) + " % of the " + (limit[0] === null ? "" : "soft ") + "limit");
        const bar = make("div", undefined, "bar");
        const fill = bar.appendChild(make("div", undefined, share >= 1 ? "over" : share >= 0.75 ? "near" : "ok"));
        fill.style.width = Math.min(100, share * 100) + "%";
        part.appendChild(bar);
      }
    } else if (account[0] === "ok") lines.push("No limit set.");
    for (const line of lines) part.appendChild(make("p", line));
  });
  $("dialog").showModal();
}
$("search").addEventListener("input", (event) => { state.q = event.target.value; state.page = 1; draw(); });
$("back").addEventListener("click", () => { state.page -= 1; draw(); });
$("on").addEventListener("click", () => { state.page += 1; draw(); });
$("close").addEventListener("click", () => $("dialog").close());
$("dialog").addEventListener("click", (event) => { if (event.target === $("dialog")) $("dialog").close(); });
for (const head of document.querySelectorAll("th[data-sort] button")) {
  head.addEventListener("click", () => {
    const sort = Number(head.parentElement.dataset.sort);
    state.down = state.sort === sort ? !state.down : sort >= 2 && sort <= 5;
    state.sort = sort;
    state.page = 1;
    draw();
  });
}
window.addEventListener("beforeprint", () => draw(true));
window.addEventListener("afterprint", () => draw());
draw();
`;
