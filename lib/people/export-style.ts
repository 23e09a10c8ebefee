/** The exported page's look; system fonts, both themes, and paper. */
export const EXPORT_STYLE = `
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
