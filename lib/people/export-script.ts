/**
 * What runs in the exported page: search, sort, pages and the dialog. Names and e-mails reach the page as
 * text only, never as markup. Plain JavaScript, because nothing is bundled into the file.
 */
export const EXPORT_SCRIPT = String.raw`
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const { kinds, words } = data;
const PAGE = 20;
const PRINTED = 2000;
const state = { q: "", sort: "total_usd", down: true, page: 1 };
const $ = (id) => document.getElementById(id);
const add = (parent, tag, text, cls) => {
  const node = parent.appendChild(document.createElement(tag));
  if (text !== undefined) node.textContent = text;
  if (cls) node.className = cls;
  return node;
};
const count = (value) => Math.round(value).toLocaleString("en-US");
const usd = (value) => {
  if (value === null || value === undefined) return "–";
  if (value !== 0 && Math.abs(value) < 0.01) return "<$0.01";
  return "$" + value.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
};
const totalOf = (person) => (person.status === "partial" ? "≥ " : "") + usd(person.total_usd);
const stateOf = (person) => words.attention[person.attention] || words.status[person.status];
const compare = (a, b) => {
  const left = a[state.sort], right = b[state.sort];
  if (left !== right) {
    if (left === null) return 1;
    if (right === null) return -1;
    return (left < right ? -1 : 1) * (state.down ? -1 : 1);
  }
  return a.person_id < b.person_id ? -1 : 1;
};
const find = () => {
  const text = state.q.trim().toLowerCase();
  const isFound = ({ person_id, name }) => person_id.includes(text) || (name || "").toLowerCase().includes(text);
  return data.people.filter(isFound).sort(compare);
};
const sum = (people, column) => {
  const known = people.filter((person) => person[column] !== null);
  return known.length === 0 ? null : known.reduce((all, person) => all + Math.round(person[column] * 1e6), 0) / 1e6;
};
function drawRow(body, person) {
  const row = add(body, "tr");
  const first = add(row, "th");
  first.scope = "row";
  add(first, "button", person.person_id).type = "button";
  if (person.name) add(first, "span", " " + person.name, "quiet");
  for (const kind of kinds) add(row, "td", usd(person[kind + "_usd"]), "right");
  add(row, "td", totalOf(person), "right");
  add(row, "td", stateOf(person));
  row.addEventListener("click", () => show(person));
}
function drawSums(found) {
  const row = document.createElement("tr");
  add(row, "th", "Total of " + count(found.length)).scope = "row";
  for (const kind of kinds) add(row, "td", usd(sum(found, kind + "_usd")), "right");
  add(row, "td", usd(sum(found, "total_usd")), "right");
  add(row, "td");
  $("sums").replaceChildren(row);
}
function draw(isWhole) {
  const found = find();
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  state.page = Math.min(Math.max(1, state.page), pages);
  const from = isWhole ? 0 : (state.page - 1) * PAGE;
  const shown = found.slice(from, from + (isWhole ? PRINTED : PAGE));
  $("rows").replaceChildren();
  for (const person of shown) drawRow($("rows"), person);
  drawSums(found);
  $("none").hidden = found.length > 0;
  $("showing").textContent = found.length === 0 ? "Showing 0–0 of 0"
    : "Showing " + (from + 1) + "–" + (from + shown.length) + " of " + count(found.length);
  $("page").textContent = "Page " + state.page + " of " + pages;
  $("back").disabled = state.page <= 1;
  $("on").disabled = state.page >= pages;
  for (const head of document.querySelectorAll("th[data-sort]")) {
    const isSorted = head.dataset.sort === state.sort;
    head.setAttribute("aria-sort", isSorted ? (state.down ? "descending" : "ascending") : "none");
  }
}
function addBar(parent, share, color) {
  const fill = add(add(parent, "div", undefined, "bar"), "div");
  fill.style.width = Math.min(100, Math.max(0, share * 100)) + "%";
  fill.style.background = "var(--" + color + ")";
}
function addPart(parent, title) {
  const part = add(parent, "section");
  add(part, "h3", title);
  return part;
}
function showAccount(parent, account) {
  const part = addPart(parent, words.kind[account.kind] + (account.is_blocked ? " (blocked)" : ""));
  const { soft_limit_usd: soft, limit_usd: hard, spend_usd: spend } = account;
  if (account.state === "absent") add(part, "p", "LiteLLM does not know this account.");
  else if (account.state === "unread") add(part, "p", "Not read yet.");
  else add(part, "p", "Spend " + usd(spend) + (account.state === "failed" ? " (could not be read again)" : ""));
  const base = soft ?? hard;
  if (base === null) {
    if (account.state === "ok") add(part, "p", "No limit set.");
    return;
  }
  add(part, "p", "Soft " + usd(soft) + " · Hard " + usd(hard) + " · Cycle " + (account.duration || "none"));
  if (account.reset_at) add(part, "p", "Resets " + account.reset_at.slice(0, 16).replace("T", " ") + " UTC");
  const share = base > 0 ? (spend || 0) / base : 1;
  add(part, "p", (base > 0 ? Math.round(share * 100) + " %" : "All") + " of the " + (soft === null ? "" : "soft ") + "limit");
  addBar(part, share, share >= 1 ? "over" : share >= 0.75 ? "near" : "ok");
}
function showChampion(parent, place) {
  const part = addPart(parent, "Champion profile");
  add(part, "p", (words.tier[place.tier] || place.tier) + " · " + (words.intent[place.intent] || place.intent));
  add(part, "p", place.score.toFixed(1) + " of 100, rank " + count(place.rank));
  for (const [id, score] of Object.entries(place.dimensions)) {
    add(part, "p", id.toUpperCase() + " " + words.dimension[id] + ": " + Math.round(score));
    addBar(part, score / 100, id);
  }
}
function showCli(parent, cli) {
  const part = addPart(parent, "CLI activity, last 30 days");
  if (cli.classification) add(part, "p", cli.classification.replaceAll("_", " "));
  add(part, "p", count(cli.sessions) + " sessions · +" + count(cli.lines_added) + " −" + count(cli.lines_removed)
    + " lines, net " + count(cli.net_lines));
}
function show(person) {
  $("who").textContent = person.name ? person.name + ", " + person.person_id : person.person_id;
  const detail = $("detail");
  detail.replaceChildren();
  add(detail, "b", totalOf(person));
  add(detail, "span", " " + stateOf(person) + ", all accounts together", "quiet");
  const split = add(detail, "dl", undefined, "split");
  for (const kind of kinds) {
    const one = add(split, "div");
    const label = add(one, "dt");
    add(label, "i").style.background = "var(--" + kind + ")";
    label.append(words.kind[kind]);
    add(one, "dd", usd(person[kind + "_usd"]));
  }
  for (const account of person.accounts) showAccount(detail, account);
  if (person.insight?.leaderboard) showChampion(detail, person.insight.leaderboard);
  if (person.insight?.cli) showCli(detail, person.insight.cli);
  $("dialog").showModal();
}
$("search").addEventListener("input", (event) => { state.q = event.target.value; state.page = 1; draw(); });
$("back").addEventListener("click", () => { state.page -= 1; draw(); });
$("on").addEventListener("click", () => { state.page += 1; draw(); });
$("close").addEventListener("click", () => $("dialog").close());
$("dialog").addEventListener("click", (event) => { if (event.target === $("dialog")) $("dialog").close(); });
for (const head of document.querySelectorAll("th[data-sort] button")) {
  head.addEventListener("click", () => {
    const { sort } = head.parentElement.dataset;
    state.down = state.sort === sort ? !state.down : sort.endsWith("_usd");
    state.sort = sort;
    state.page = 1;
    draw();
  });
}
window.addEventListener("beforeprint", () => draw(true));
window.addEventListener("afterprint", () => draw());
draw();
`;
