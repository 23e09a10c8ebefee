// Node loads this first in every process that the command line starts. The other end of its stdin is the parent's
// and closes when that one ends, however it ends; nobody else would then end this process.
const LAST_MS = 10_000;

process.stdin.on("close", () => {
  try {
    process.kill(-process.pid, "SIGTERM"); // With those that it started itself.
  } catch {
    process.kill(process.pid, "SIGTERM");
  }
  setTimeout(() => process.exit(1), LAST_MS).unref();
});
process.stdin.resume();
process.stdin.unref();
