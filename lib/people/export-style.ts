/** The exported page's look: system fonts, both themes, a phone and paper. */
export const EXPORT_STYLE = `
:root{color-scheme:light dark;--bg:#fafafc;--card:#fff;--text:#1b1d26;--quiet:#5c6070;--line:#e2e4ea;
--ok:#2fa35c;--near:#c77a12;--over:#c93434;--web:#259f4c;--cli:#c084fc;--premium:#f5a534;--total:#2297f6;
--d1:#2297f6;--d2:#c084fc;--d3:#259f4c;--d4:#f5a534;--d5:#06b6d4;--d6:#f9303c}
@media (prefers-color-scheme:dark){:root{--bg:#12141a;--card:#1a1d25;--text:#eceef4;--quiet:#a4a9b8;--line:#2f3340}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.45 system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1200px;margin:0 auto;padding:24px 16px;display:grid;gap:16px;grid-template-columns:minmax(0,1fr)}
h1{font-size:22px;margin:0;overflow-wrap:anywhere}h2{font-size:15px;margin:0 0 12px}h3{font-size:14px;margin:0 0 4px}p{margin:0}
.quiet,.made,dt{color:var(--quiet)}.made{font-size:13px}
.cards{display:grid;gap:12px;grid-template-columns:repeat(4,minmax(0,1fr))}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px;min-width:0}
.cards h2{font-size:13px;font-weight:400;margin:0 0 4px}.card b{display:block;font-size:22px;font-weight:600}.card small{color:var(--quiet)}
i{display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:6px}
.two{display:grid;gap:16px;grid-template-columns:repeat(2,minmax(0,1fr));align-items:start}
.line{display:grid;grid-template-columns:minmax(90px,30%) 1fr 80px;gap:8px;align-items:center;margin:4px 0;font-size:13px}
.line span:first-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.line span:last-child{text-align:right}
.stack{display:flex;height:14px;border-radius:3px;overflow:hidden;background:var(--line)}
.key{display:flex;gap:16px;margin-top:10px;font-size:13px;color:var(--quiet)}
.bar{height:6px;border-radius:3px;background:var(--line);overflow:hidden;margin-top:4px}.bar div{height:100%}
.tools{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center;margin-bottom:12px}.pages{margin:12px 0 0}.pages span:first-child{flex:1}
input{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:6px;padding:5px 9px;min-width:0}
.scroll{overflow-x:auto;margin:0 -16px}table{width:100%;border-collapse:collapse}
th,td{padding:7px 10px;border-bottom:1px solid var(--line);white-space:nowrap;text-align:left;font-weight:400}
th:first-child{padding-left:16px;position:sticky;left:0;background:var(--card);max-width:46vw;overflow:hidden;text-overflow:ellipsis}
thead th{font-size:12px;color:var(--quiet)}td.right,th.right{text-align:right}tfoot th,tfoot td{font-weight:600}
tbody tr{cursor:pointer}tbody tr:hover,tbody tr:hover th{background:var(--bg)}
button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
th button:hover{text-decoration:underline}
.step{border:1px solid var(--line);border-radius:6px;padding:4px 10px}.step:disabled{opacity:.4;cursor:default}
th[aria-sort=descending] button::after{content:" ↓"}th[aria-sort=ascending] button::after{content:" ↑"}
:focus-visible{outline:2px solid #6366f1;outline-offset:2px}
dialog{width:min(580px,calc(100% - 24px));max-height:90vh;overflow-y:auto;border:1px solid var(--line);border-radius:12px;background:var(--card);color:var(--text);padding:20px}
dialog::backdrop{background:rgba(0,0,0,.4)}dialog section{border:1px solid var(--line);border-radius:8px;padding:10px 12px;margin-top:10px}
dialog b{font-size:28px;font-weight:600;color:var(--total)}
.head{display:flex;gap:12px;align-items:start;justify-content:space-between}.head h2{margin:0;overflow-wrap:anywhere}
.split{display:grid;gap:10px;grid-template-columns:repeat(auto-fit,minmax(90px,1fr));margin:10px 0 0}.split div{border:1px solid var(--line);border-radius:8px;padding:8px 10px}
dl{margin:0}dt{font-size:12px}dd{margin:0;font-weight:500}
@media (max-width:640px){main{padding:16px 12px}.cards{grid-template-columns:repeat(2,minmax(0,1fr))}.two{grid-template-columns:minmax(0,1fr)}.card b{font-size:18px}}
@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--text:#000;--quiet:#444;--line:#ccc}
.tools,.pages button{display:none}main{max-width:none;padding:0}.card{break-inside:avoid}section.card:has(table){break-inside:auto}
thead{display:table-header-group}tr{break-inside:avoid}*{print-color-adjust:exact}}
`;
