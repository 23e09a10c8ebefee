// Node loads this first in a process whose memory is measured: at SIGUSR2 it collects what is free and notes what is left.
import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const file = new URL(import.meta.url).searchParams.get("file");

function note(memory) {
  appendFileSync(file, `${JSON.stringify({ pid: process.pid, ...memory })}\n`);
}

if (isMainThread) {
  process.on("SIGUSR2", () => {
    globalThis.gc();
    const { rss, heapUsed, external } = process.memoryUsage();
    note({ rss, heapUsed, external });
  });
  note({});
}
