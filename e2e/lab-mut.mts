import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
const portal = JSON.parse(readFileSync("/tmp/portal.json", "utf8"));
const b=await chromium.launch({executablePath:"/usr/bin/chromium"});
for(let i=0;i<Number(process.argv[2]??8);i++){
const c=await b.newContext({viewport:{width:412,height:823},hasTouch:true,isMobile:true, extraHTTPHeaders:{Cookie:portal.cookie}});
const p=await c.newPage(); p.on("console",m=>console.log("  console",m.type(),m.text().slice(0,200))); p.on("pageerror",e=>console.log("  pageerror",e.message.slice(0,200)));
await p.addInitScript("globalThis.__name=(f)=>f");
await p.addInitScript(()=>{ const w=window as any; w.__m=[]; const d=(n:any)=>n.nodeType===1?`<${n.tagName.toLowerCase()} ${(n.getAttribute("data-slot")??n.className?.toString?.()??"").slice(0,40)}>${(n.textContent??"").slice(0,40)}`:n.nodeType===3?`"${n.data.slice(0,30)}"`:`#${n.nodeType}:${n.data}`;
 new MutationObserver(l=>{for(const m of l){ if(m.type==="childList"){ for(const n of m.removedNodes) if(n.nodeType!==8) w.__m.push([Math.round(performance.now()),"-",d(n)]); for(const n of m.addedNodes) if(n.nodeType!==8&&w.__after) w.__m.push([Math.round(performance.now()),"+",d(n)]);} else w.__m.push([Math.round(performance.now()),"~",(m as any).attributeName??"text",d(m.target)]);}}).observe(document,{subtree:true,childList:true,characterData:true,attributes:true});
 addEventListener("load",()=>{w.__after=true; w.__m.push([Math.round(performance.now()),"LOAD"])});
 new PerformanceObserver(l=>{for(const e of l.getEntries() as any[]) w.__m.push([Math.round(performance.now()),"LCP",Math.round(e.startTime),e.element?.className?.slice(0,40),e.element?.textContent?.slice(0,40),e.size])}).observe({type:"largest-contentful-paint",buffered:true});
 new PerformanceObserver(l=>{for(const e of l.getEntries() as any[]) w.__m.push([Math.round(performance.now()),"SHIFT",e.value, e.sources?.map((s:any)=>d(s.node)+JSON.stringify([s.previousRect.y,s.currentRect.y,s.previousRect.x,s.currentRect.x])).join(" | ")])}).observe({type:"layout-shift",buffered:true});
});
if(process.argv[4]){const s=await c.newCDPSession(p); await s.send("Emulation.setCPUThrottlingRate",{rate:+process.argv[4]});}
await p.goto(portal.url+`/usage/${portal.tenantId}`); await p.waitForTimeout(2500);
const m=await p.evaluate(()=>(window as any).__m); console.log("RUN",i); 
const full=process.argv[3]==="full"; for(const x of m) if(full||/LCP|SHIFT|LOAD/.test(x[1])||(x[1]==="-"&&!/^<(script|link|style|template)/.test(x[2]))) console.log("  ",x.join(" "));
await c.close();}
await b.close();
