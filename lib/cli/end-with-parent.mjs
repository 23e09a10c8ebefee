// Node loads this first in every process that the command line starts. The other end of its stdin is the parent's
// and closes when that one ends, however it ends; nobody else would then end this process.
import { Socket } from "node:net";

const LAST_MS = 10_000;

function end() {
  try {
    process.kill(-process.pid, "SIGTERM"); // With those that it started itself.
  } catch {
    process.kill(process.pid, "SIGTERM");
  }
  setTimeout(() => process.exit(1), LAST_MS).unref();
}

// Programs hand Node's arguments on to those that they start, this file among them, but not always a stdin.
if (process.stdin instanceof Socket) {
  process.stdin.on("close", end);
  process.stdin.resume();
  process.stdin.unref();
}
